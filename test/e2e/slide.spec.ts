/** The digit that the reader moves: by pointer and by keyboard, with an ordinary convolution and with one in strides. */
import { expect } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { test } from './test.ts';

test('feature maps slide with the digit, and a layer in strides of 2 misses odd pixels @each-engine', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await openCells(page, 'inductive-bias/');
  const digit = page.getByRole('slider', { name: 'Place of the digit' });
  const maps = page.locator('#slide-maps svg[role="img"]').first();
  await digit.scrollIntoViewIfNeeded();
  await digit.focus();
  await digit.press('ArrowRight');
  await expect(digit).toHaveAttribute('aria-valuetext', '1 to the right');
  await expect(page.locator('#slide-maps[data-drawings]')).toBeVisible();
  await expect(maps).toHaveAttribute('aria-label', /by at most 0\.0 percent/);

  await page.locator('#slide select').selectOption('convolution in strides of 2');
  await expect(maps).not.toHaveAttribute('aria-label', /by at most 0\.0 percent/);
  await digit.press('ArrowRight');
  await expect(digit).toHaveAttribute('aria-valuetext', '2 to the right');
  await expect(maps).toHaveAttribute('aria-label', /by at most 0\.0 percent/);

  // A window of 5 in strides of 2 over 40 pixels leaves one over, so turning does not commute.
  await digit.press('Home');
  await page.getByRole('button', { name: 'Turn by a quarter' }).click();
  await expect(digit).toHaveAttribute('aria-valuetext', 'in the middle, turned by 90 degrees');
  await expect(maps).not.toHaveAttribute('aria-label', /by at most 0\.0 percent/);
  expect(errors).toEqual([]);
});

test('the digit follows the pointer, and stays within its frame', async ({ page }) => {
  await openCells(page, 'inductive-bias/');
  const digit = page.getByRole('slider', { name: 'Place of the digit' });
  await digit.scrollIntoViewIfNeeded();
  const box = await digit.boundingBox();
  if (!box) throw new Error('The digit is not to be seen.');
  const pixel = box.width / 40;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 3.2 * pixel, y + 2.1 * pixel, { steps: 4 });
  await expect(digit).toHaveAttribute('aria-valuetext', '3 to the left, 2 down');
  await page.mouse.move(x + 30 * pixel, y, { steps: 4 });
  await expect(digit).toHaveAttribute('aria-valuetext', '6 to the right');
  await page.mouse.up();
  await page.mouse.move(x, y);
  await expect(digit).toHaveAttribute('aria-valuetext', '6 to the right');
});

/** The explorer of charges: its motion plays when asked to, and a generator of the reader's own is read or refused. */
import { expect, type Page } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { test } from './test.ts';

const chapter = 'noethers-theorem/';

/** Where the body stands in the figure that can be seen. */
const bodyOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const orbit = [...document.querySelectorAll('#charge svg')].find((svg) => svg.checkVisibility());
    const body = orbit ? [...orbit.querySelectorAll('circle')].at(-1) : undefined;
    return `${body?.getAttribute('cx')}, ${body?.getAttribute('cy')}`;
  });
const play = (page: Page) => page.locator('#charge [data-plays]:visible');
const words = (page: Page) => page.locator('#charge .figure-words:visible');

test('the motion plays from the published figure, pauses and ends; nothing moves unasked @each-engine', async ({
  page,
}) => {
  const errors = watchErrors(page);
  await page.goto(chapter);
  await play(page).scrollIntoViewIfNeeded();
  await expect.poll(() => bodyOf(page)).toMatch(/\d/);
  const atRest = await bodyOf(page);
  await play(page).click();
  await expect(play(page)).toHaveText('Pause');
  await expect.poll(() => bodyOf(page)).not.toBe(atRest);
  await play(page).click();
  await expect(play(page)).toHaveText('Play');
  const held = await bodyOf(page);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await bodyOf(page)).toBe(held);
  await play(page).click();
  await expect(play(page)).toHaveText('Play', { timeout: 15_000 });
  expect(await bodyOf(page)).toBe(atRest);
  expect(errors).toEqual([]);
});

test('a generator of the reader’s own is judged, or refused with its field and column', async ({ page }) => {
  const errors = watchErrors(page);
  await openCells(page, chapter);
  await page.locator('#choose select').nth(1).selectOption({ label: 'my own' });
  const set = async (field: number, formula: string): Promise<void> => {
    const input = page.locator('#choose input[type="text"]').nth(field);
    await input.fill(formula);
    await input.press('Enter');
  };
  await expect(words(page)).toContainText('δL = 0 for every path');
  for (const [formula, told] of [
    ['-y, x - 1', 'no symmetry'],
    ['-y', 'ξ has one component'],
    ['-y, z', 'ξ₂ cannot be read: “z”, column 1: “z” is not known'],
    ['1/0, 0', 'not finite'],
    ['sqrt(x), 0', 'leaves the numbers'],
    [`${'('.repeat(5000)}x, 0`, 'longer than 200 characters'],
    ['0, 0', 'an empty one'],
    ['-y vy/2, x vy - y vx/2', 'no symmetry'],
  ] as const) {
    await set(0, formula);
    await expect(words(page)).toContainText(told);
  }
  // With its K it is the hidden symmetry of Kepler's problem.
  await set(2, '(x vy^2 - y vx vy)/2 + x/(2 sqrt(x^2 + y^2))');
  await expect(words(page)).toContainText('a symmetry, with a boundary term K');
  expect(errors).toEqual([]);
});

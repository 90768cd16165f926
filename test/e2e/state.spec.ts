/** The address holds the state of a page, and the page says whose values it shows. */
import { expect } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

const cells = `${fixtureSite.url}cells/`;

test('a link shows what its sender saw: state → address → state @each-engine', async ({ page, context }) => {
  const errors = watchErrors(page);
  await openCells(page, cells);
  const slider = page.locator('#choices input[type="range"]');
  await slider.focus();
  await slider.press('ArrowRight');
  await page.locator('#choices input[type="checkbox"]').first().click();
  // `fill` selects nothing in an installed Firefox.
  await page.locator('#sum [data-part="seed"]').press('ControlOrMeta+a');
  await page.locator('#sum [data-part="seed"]').pressSequentially('8');
  await expect.poll(() => new URL(page.url()).search).toBe('?height=4&doubled=true&seed.sum=8');
  await page.locator('#chapter-bar [data-part="run-all"]').click();
  await expect(page.locator('#chapter-bar [data-part="bar-state"]')).toContainText(
    'All 4 live cells have run',
  );
  const prose = await page.locator('p:has([data-value="walk.at"])').textContent();
  expect(prose).toContain('yours');

  const receiver = await context.newPage();
  await openCells(receiver, page.url());
  await expect(receiver.locator('#chapter-state [data-part="settings"]')).toHaveText(
    'height 4, doubled true, seed of sum 8',
  );
  await receiver.locator('#chapter-bar [data-part="run-all"]').click();
  await expect(receiver.locator('p:has([data-value="walk.at"])')).toHaveText(prose ?? '');

  await receiver.locator('#chapter-state [data-part="restore"]').click();
  await expect.poll(() => new URL(receiver.url()).search).toBe('');
  await expect(receiver.locator('.value[data-own]')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('what a link cannot set is told, and the page is as published', async ({ page }) => {
  const errors = watchErrors(page);
  await openCells(
    page,
    `${cells}?height=99&doubled=perhaps&seed.sum=-1&seed.nobody=3&colour=red&utm_source=post#sum`,
  );
  const notes = page.locator('#chapter-state [data-part="notes"]');
  for (const told of ['height', 'doubled', 'seed of sum', 'seed.nobody', 'colour'])
    await expect(notes).toContainText(told);
  await expect(notes).not.toContainText('utm_source');
  await expect(page.locator('#chapter-state [data-part="changed"]')).toBeHidden();
  await expect.poll(() => page.locator('#choices input[type="range"]').inputValue()).toBe('3');
  expect(new URL(page.url()).hash).toBe('#sum');
  expect(errors).toEqual([]);
});

test('the rows behind a figure can be read, before and after a run', async ({ page }) => {
  await openCells(page, cells);
  await page.locator('#figure [data-part="data"] summary').click();
  const rows = page.locator('#figure table tbody tr');
  await expect(rows).toHaveCount(1);
  const published = await rows.first().textContent();
  await page.locator('#walk [data-part="seed"]').fill('9');
  await page.locator('#walk [data-part="run"]').click();
  await expect(page.locator('#walk')).toHaveAttribute('data-phase', 'finished');
  await page.locator('#figure').scrollIntoViewIfNeeded();
  await expect(rows.first()).not.toHaveText(published ?? '');
  await expect(page.locator('#figure svg[role="img"]').first()).toHaveAttribute('aria-label', 'The walk');
});

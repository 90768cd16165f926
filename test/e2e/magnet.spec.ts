/** The magnet on its canvas: it moves when it is asked to, follows its temperature, and is a picture without scripts. */
import { expect, type Page } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { test } from './test.ts';

const magnet = (page: Page) => page.locator('#magnet');
const words = (page: Page) => magnet(page).locator('.figure-words');
const pixels = (page: Page) =>
  magnet(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test('it runs until it is stopped, and what it is called follows what it shows', async ({ page }) => {
  const errors = watchErrors(page);
  await openCells(page, 'symmetry-breaking/');
  await expect(words(page)).toContainText('after 120 sweeps');
  const still = await pixels(page);
  await magnet(page).getByRole('button', { name: 'Run' }).click();
  await expect(words(page)).not.toContainText('after 120 sweeps');
  await magnet(page).getByRole('button', { name: 'Stop' }).click();
  const stopped = await pixels(page);
  expect(stopped).not.toBe(still);
  await page.waitForTimeout(200);
  expect(await pixels(page)).toBe(stopped);
  await magnet(page).getByRole('button', { name: 'All up' }).click();
  await expect(magnet(page).getByRole('img')).toHaveAccessibleName(/100 % of them up/);
  await magnet(page).locator('input[type="range"]').fill('3');
  await expect(words(page)).toContainText('kT/J = 3.00');
  await expect(words(page)).toContainText('In an infinite magnet 0.');
  expect(errors).toEqual([]);
});

test('who prefers less motion is shown a hundred sweeps at a time', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'Firefox takes it from a preference');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openCells(page, 'symmetry-breaking/');
  await magnet(page).getByRole('button', { name: '100 sweeps' }).click();
  await expect(words(page)).toContainText('after 220 sweeps');
});

test('without scripts it is a picture with a name, and nothing to press', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL ? { baseURL } : {}),
  });
  const page = await context.newPage();
  await page.goto('symmetry-breaking/');
  await expect(magnet(page).locator('svg.lattice')).toBeVisible();
  await expect(magnet(page).locator('svg.lattice')).toHaveAccessibleName(/64 by 64 spins/);
  await expect(magnet(page).getByRole('button', { name: 'Run', exact: true })).toBeHidden();
  await context.close();
});

/** The rows behind figures: on pages of their own without scripts, at Txt and at Low; the same ones that the page makes live. */
import { expect, type Page } from '@playwright/test';
import { addAxe, violations } from './axe.ts';
import { openCells } from './page.ts';
import { test } from './test.ts';

const chapter = 'symmetry-breaking/';
const figure = '#magnetisation-figure';

test('scripts off: under a figure a link leads to its rows, and from there back', async ({
  browser,
  baseURL,
  request,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto(chapter);
  await expect(page.locator(`${figure} .cell-data`)).toBeHidden();
  await page.locator(figure).getByRole('link', { name: 'Data of' }).click();
  const table = page.getByRole('table', { name: /64 sites a side/ });
  await expect(table.getByRole('columnheader')).toHaveText(['temperature', '⟨|m|⟩']);
  // Onsager's temperature is 2.269; at 3.5, half as hot again, a large lattice has hardly any magnetisation left.
  const hottest = await table.getByRole('row').last().getByRole('cell').allTextContents();
  expect(Number(hottest[0])).toBe(3.5);
  expect(Number(hottest[1])).toBeLessThan(0.1);
  const file = page.getByRole('link', { name: 'magnetisation-figure-3.csv' });
  const csv = await (
    await request.get(new URL((await file.getAttribute('href')) ?? '', page.url()).href)
  ).text();
  expect(csv.trim().split('\n').at(-1)).toBe(hottest.join(','));
  await page
    .locator('main')
    .getByRole('link', { name: /^Figure \d+$/ })
    .click();
  await expect(page.locator(`${figure} .cell-output`)).toBeInViewport();
  await context.close();
});

for (const path of ['', chapter])
  test(`“${path}”: the tables that the page makes are the published ones @each-engine`, async ({ page }) => {
    test.setTimeout(120_000);
    await openCells(page, `${path}?level=med`);
    const cells = await page
      .locator('.cell:has(.cell-rows)')
      .evaluateAll((found) => found.map(({ id }) => id));
    expect(cells.length).toBeGreaterThan(0);
    for (const id of cells) {
      await page.locator(`#${id} .cell-data summary`).click();
      await expect(page.locator(`#${id} .data-scroll`).first()).toBeVisible({ timeout: 30_000 });
      const { made, published } = await tablesOf(page, id);
      expect([id, made]).toEqual([id, published]);
    }
  });

test('the tables of another setting are not the published ones', async ({ page }) => {
  await openCells(page, '?level=med&turn=90');
  await page.locator('#orbits .cell-data summary').click();
  await expect(page.locator('#orbits .data-scroll').first()).toBeVisible({ timeout: 30_000 });
  const { made, published } = await tablesOf(page, 'orbits');
  expect(made.length).toBe(published.length);
  expect(made).not.toEqual(published);
});

test('a page of rows: no violation in either theme, and nothing wider than a phone', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'Firefox takes its theme from a preference');
  const context = await browser.newContext({ bypassCSP: true, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('what-the-optimizer-conserves/data/sentences-figure/');
  await addAxe(page);
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 320],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    expect(await violations(page, { colorScheme, width })).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await context.close();
});

/** What stands in the tables under a figure, and in those of its page: at most five hundred rows and the head. */
function tablesOf(page: Page, cell: string): Promise<{ made: string[][][]; published: string[][][] }> {
  return page.evaluate(async (id) => {
    const read = (tables: Iterable<Element>): string[][][] =>
      [...tables].map((table) =>
        [...table.querySelectorAll('tr')]
          .slice(0, 501)
          .map((row) => [...row.children].map(({ textContent }) => textContent.trim())),
      );
    const address = document.querySelector(`#${id} .cell-rows`)?.getAttribute('href') ?? '';
    const html = await (await fetch(address)).text();
    const other = new DOMParser().parseFromString(html, 'text/html');
    return {
      made: read(document.querySelectorAll(`#${id} .data-scroll table`)),
      published: read(other.querySelectorAll('.data-table table')),
    };
  }, cell);
}

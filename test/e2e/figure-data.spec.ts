/** The rows behind figures: on pages of their own without scripts, at Txt and at Low; the same ones that the page makes live. */
import { expect, test, type Page } from '@playwright/test';
import { addAxe, violations } from './axe.ts';
import { openCells, watchErrors } from './page.ts';

const chapter = 'symmetry-breaking/';
const figure = '#magnetisation-figure';

/** What stands in a table, its head first. */
type Said = string[][];

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

for (const [level, shown] of Object.entries({
  txt: 'link',
  low: 'link',
  med: 'disclosure',
  high: 'disclosure',
}))
  test(`at ${level} the way to the rows of a figure is a ${shown}, and its caption is there`, async ({
    page,
  }) => {
    const errors = watchErrors(page);
    await page.goto(`${chapter}?level=${level}`);
    await expect(page.locator(`${figure} .cell-rows`)).toBeVisible({ visible: shown === 'link' });
    await expect(page.locator(`${figure} .cell-data`)).toBeVisible({ visible: shown !== 'link' });
    await expect(page.locator(`${figure} .caption`)).toBeVisible();
    expect(errors).toEqual([]);
  });

for (const path of ['', 'noethers-theorem/', 'symmetry-breaking/'])
  test(`“${path}”: the tables that the page makes are the published ones @each-engine`, async ({ page }) => {
    test.setTimeout(180_000);
    await openCells(page, `${path}?level=med`);
    const cells = await page
      .locator('.cell:has(.cell-rows)')
      .evaluateAll((found) => found.map(({ id }) => id));
    expect(cells.length).toBeGreaterThan(0);
    for (const id of cells) {
      await page.locator(`#${id} .cell-data summary`).click();
      await expect(page.locator(`#${id} .data-scroll`).first()).toBeVisible({ timeout: 30_000 });
      expect([id, await made(page, id)]).toEqual([id, await published(page, id)]);
    }
  });

test('a page of rows: no violation in either theme', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName !== 'chromium', 'Firefox takes its theme from a preference');
  const context = await browser.newContext({ bypassCSP: true, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto(`${chapter}data/magnetisation-figure/`);
  await addAxe(page);
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    expect(await violations(page, colorScheme)).toEqual([]);
  }
  await context.close();
});

/** The tables under a figure, as they are now; each has all of its rows, or the first of them. */
const made = (page: Page, id: string): Promise<Said[]> =>
  page.locator(`#${id} .data-scroll table`).evaluateAll(read);

/** As many rows of the tables on the page of a figure. */
async function published(page: Page, id: string): Promise<Said[]> {
  const html = await page.evaluate(async (cell) => {
    const href = document.querySelector(`#${cell} .cell-rows`)?.getAttribute('href') ?? '';
    return (await fetch(href)).text();
  }, id);
  const other = await page.context().newPage();
  await other.setContent(html);
  const said = await other.locator('.data-table table').evaluateAll(read);
  await other.close();
  return said;
}

/** Runs on the page, which shows five hundred rows at most. */
function read(tables: Element[]): Said[] {
  return tables.map((table) =>
    [...table.querySelectorAll('tr')]
      .slice(0, 501)
      .map((row) => [...row.children].map(({ textContent }) => textContent.trim())),
  );
}

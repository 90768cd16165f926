/** No rule of axe-core is broken: on any page, in either theme, at any level; nor when everything is open. */
import { expect, test, type Page } from '@playwright/test';
import { levels } from '../../src/runtime/level.ts';
import { addAxe, violations } from './axe.ts';
import { openCells } from './page.ts';
import { sitePages } from './site-pages.ts';
import { fixtureSite } from './sites.ts';

/** Wide pages are light, and those of a phone are dark. */
const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 390 },
] as const;
type Look = (typeof looks)[number];

test.skip(({ browserName }) => browserName !== 'chromium', 'Firefox takes its theme from a preference');

for (const path of sitePages)
  test(`${path}: no violation in either theme at any level`, async ({ browser, baseURL }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ bypassCSP: true, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    // At Low no cell wakes, however far one scrolls.
    await page.goto(`${path}?level=low`);
    await addAxe(page);
    const wrong: string[] = [];
    for (const look of looks) {
      await put(page, look);
      await bringFigures(page);
    }
    for (const level of levels) {
      await page.locator(`.level-switch input[value="${level}"]`).check();
      for (const look of looks) {
        await put(page, look);
        const found = await violations(page, look.colorScheme);
        wrong.push(...found.map((what) => `${level}, ${look.colorScheme}: ${what}`));
      }
    }
    expect(wrong).toEqual([]);
    await context.close();
  });

test('what is wrong at one level, or in one theme, is found there', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ bypassCSP: true, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('search/?level=low');
  await addAxe(page);
  await page.addStyleTag({
    content: ':root:not([data-level="txt"]) #pale { display: none } #pale { color: light-dark(#000, #333) }',
  });
  await page
    .locator('main')
    .evaluate((main) => main.insertAdjacentHTML('beforeend', '<p id="pale">pale</p>'));
  const found: Record<string, string[]> = {};
  for (const level of ['low', 'txt'])
    for (const look of looks) {
      await page.locator(`.level-switch input[value="${level}"]`).check();
      await put(page, look);
      found[`${level}, ${look.colorScheme}`] = await violations(page, look.colorScheme);
    }
  expect(found).toEqual({
    'low, light': [],
    'low, dark': [],
    'txt, light': [],
    'txt, dark': ['color-contrast: <p id="pale">pale</p>'],
  });
  await context.close();
});

async function put(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
}

/** Figures in files of their own come when one is near. */
async function bringFigures(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.querySelectorAll('svg[data-figure]').forEach((figure) => figure.scrollIntoView()),
  );
  await page.waitForFunction(() => {
    const away = [...document.querySelectorAll('svg[data-figure]')].filter((figure) =>
      figure.checkVisibility(),
    );
    away[0]?.scrollIntoView();
    return away.length === 0;
  });
}

const opened = {
  'a chapter that is not as published': 'inductive-bias/?examples=400&seed.training=x',
  'a chapter of formulas and tables': 'noethers-theorem/',
  'a chapter with a canvas': 'symmetry-breaking/',
  'cells that fail': `${fixtureSite.url}failures/?broken=true`,
};

for (const { colorScheme } of looks)
  for (const [name, address] of Object.entries(opened))
    test(`${name}, all of it open, ${colorScheme}: no violation`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        ...(baseURL ? { baseURL } : {}),
      });
      const page = await context.newPage();
      await openCells(page, address);
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((details) => (details.open = true)),
      );
      await expect(page.locator('.cell-data table, .cell-data p').last()).toBeVisible();
      if (name === 'cells that fail') {
        await page.locator('#after [data-part="run"]').click();
        await expect(page.locator('#fails [data-part="error"] pre')).toBeVisible();
      }
      await addAxe(page);
      expect(await violations(page, colorScheme)).toEqual([]);
      await context.close();
    });

/**
 * Key pages look as they did when someone looked at them. After a change that is meant, look at the new pictures and keep
 * them: `npx playwright test pictures --update-snapshots`.
 *
 * Fonts are the site's own, and what would move is at rest. Of a page whose every line stands one pixel lower, 0.9 % is
 * another colour; that much is allowed, since another version of the browser may round so. Without the site's fonts it is 2.3 %.
 */
import { expect, type Page } from '@playwright/test';
import { layOutAll } from './page.ts';
import { test } from './test.ts';

const options = {
  maxDiffPixelRatio: 0.009,
  // Of the edges of letters.
  threshold: 0.25,
  animations: 'disabled',
  scale: 'css',
} as const;

const looks = [
  { look: 'wide-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { look: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

/** Address, what its picture begins with, and whether it is a picture of that alone. */
const views = {
  home: ['', 'body'],
  chapter: ['noethers-theorem/', 'body'],
  figures: ['inductive-bias/', '#accuracy-by-angle', 'alone'],
  formulas: ['noethers-theorem/', '#the-proof'],
  reference: ['reference/equivariant-groups/', 'body'],
  ledger: ['claims/', 'body'],
} as const;

test.skip(
  ({ browserName }) => browserName !== 'chromium' || process.platform !== 'linux',
  'letters are drawn otherwise by other engines and other systems',
);

for (const { look, viewport, colorScheme } of looks)
  for (const [view, [address, start, alone]] of Object.entries(views))
    test(`${view}, ${look}: as it was looked at`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        ...(baseURL ? { baseURL } : {}),
      });
      const page = await context.newPage();
      await show(page, address, start);
      await expect(alone ? page.locator(start) : page).toHaveScreenshot(`${view}-${look}.png`, options);
      await context.close();
    });

test('a page without its fonts, or without a figure, does not look like its picture', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ viewport: looks[0].viewport, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  const [address, id] = views.figures;
  await show(page, address, id);
  await page.locator(`${id} .cell-output`).evaluate((figure) => (figure.style.visibility = 'hidden'));
  await expect(page.locator(id)).not.toHaveScreenshot('figures-wide-light.png', options);
  await page.route('**/*.woff2', (route) => route.abort());
  await show(page, ...views.chapter);
  await expect(page).not.toHaveScreenshot('chapter-wide-light.png', options);
  await context.close();
});

/** At Low, where nothing runs; once fonts and figures are there. */
async function show(page: Page, address: string, start: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('level', 'low'));
  await page.goto(address, { waitUntil: 'networkidle' });
  await layOutAll(page);
  await page.locator(start).evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await page.waitForFunction(() => {
    const near = [...document.querySelectorAll('svg[data-figure]')].some((figure) => {
      const { top, bottom } = figure.getBoundingClientRect();
      return figure.checkVisibility() && bottom > 0 && top < innerHeight;
    });
    return !near && document.fonts.status === 'loaded';
  });
}

/** What the reader waits for: the worker's first download; the page on speed; a page that is not looked at. */
import { brotliCompressSync, constants } from 'node:zlib';
import { expect } from '@playwright/test';
import { openCells, watchErrors } from './page.ts';
import { test } from './test.ts';

const KILOBYTE = 1000;

const brotli = (body: Buffer): number =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

for (const [chapter, cell] of [
  ['inductive-bias/', '#training'],
  ['noethers-theorem/', '.cell'],
] as const)
  test(`${chapter} what the worker loads for its first run is under 230 kB, compressed`, async ({
    page,
    browserName,
  }) => {
    test.skip(browserName !== 'chromium', 'Chromium tells what a worker has loaded');
    await openCells(page, chapter);
    const started = page.waitForEvent('worker');
    await page.locator(`${cell} [data-part="run"]`).first().click();
    const worker = await started;
    await page.locator('[data-phase="running"], [data-phase="finished"]').first().waitFor();
    const names = (): Promise<string[]> =>
      worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    await expect.poll(async () => (await names()).some((name) => name.endsWith('.wasm'))).toBe(true);
    const urls = new Set([worker.url(), ...(await names())].filter((name) => !name.includes('/data/')));
    expect([...urls].filter((url) => url.includes('/compute-'))).toHaveLength(1);
    const bodies = await Promise.all([...urls].map(async (url) => (await page.request.get(url)).body()));
    const sizes = bodies.map(brotli);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(230 * KILOBYTE);
  });

test('the page on speed times the models in the reader’s browser, and Stop ends it @each-engine', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const errors = watchErrors(page);
  await page.goto('speed/');
  await expect(page.locator('html')).toHaveAttribute('data-speed', 'ready');
  const [first, tiny] = await page.locator('[data-model]').all();
  await expect(first!.locator('[data-part="yours"]')).toHaveText('–');
  await page.locator('[data-part="run"]').click();
  await expect(first!.locator('[data-part="yours"]')).toHaveText(/^\d+(\.\d+)?$/, { timeout: 100_000 });
  await expect(first!.locator('[data-part="spread"]')).toHaveText(/^\d+(\.\d+)?–\d+(\.\d+)?$/);
  // One step of it takes no time on a clock that ticks in milliseconds.
  await expect(tiny!.locator('[data-part="yours"]')).toHaveText(/^\d+(\.\d+)?$/, { timeout: 60_000 });
  await expect(page.locator('.figure-wide [data-yours]').first()).toHaveAttribute('visibility', 'visible');
  await page.locator('[data-part="stop"]').click();
  await expect(page.locator('[data-part="status"]')).toHaveText('Stopped.');
  expect(errors).toEqual([]);
});

test('scripts off: the page on speed has the published times, and no button', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('speed/');
  await expect(page.locator('[data-model]').first()).toBeVisible();
  await expect(page.locator('.speed-bar .scripts-off')).toBeVisible();
  await expect(page.locator('[data-part="run"]')).toBeHidden();
  await expect(page.locator('[data-part="yours"]').first()).toBeHidden();
  await context.close();
});

test('a page that is hidden pauses its training, says so afterwards, and goes on @each-engine', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openCells(page, 'inductive-bias/');
  const status = page.locator('#training [data-part="status"]');
  const step = async (): Promise<number> =>
    Number(/step (\d+)/.exec((await status.textContent()) ?? '')?.[1] ?? 0);
  const turnAway = (hidden: boolean): Promise<void> =>
    page.evaluate((is) => {
      Object.defineProperty(document, 'hidden', { value: is, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await page.locator('#training [data-part="run"]').click();
  await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(2);
  await turnAway(true);
  await page.waitForTimeout(1500); // the step that was on its way, and its report
  const paused = await step();
  await page.waitForTimeout(2500);
  expect(await step()).toBe(paused);
  await turnAway(false);
  await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(paused);
  await expect(status).toContainText(/paused for \d+\.\d s while this page was hidden/);
  await page.locator('#training [data-part="stop"]').click();
  await page.locator('#training[data-phase="stopped"]').waitFor();
});

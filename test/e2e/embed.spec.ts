/** Figures in somebody else's page: of another origin, which listens to how high they are, or does not. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type FrameLocator, type Page } from '@playwright/test';
import { addAxe, violations } from './axe.ts';
import { watchErrors } from './page.ts';
import { baseSite, fixtureSite, rootSite } from './sites.ts';
import { patient, test } from './test.ts';

/** What the page on linking tells those who embed to put into theirs. */
const listener = `addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'theorem-or-habit:height') return;
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === source) frame.height = data.height;
});`;

let host: Server;
let body = '';
test.beforeAll(async () => {
  host = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>An article</title><script>${listener}</script>${body}`,
    );
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
test.afterAll(() => host.close());

const iframe = (address: string, more = ''): string =>
  `<iframe src="${address}" title="A figure" width="100%" height="300" ${more}></iframe>`;

/** Opens an article of another origin with this in it; gives its first frame. */
async function openArticle(page: Page, html: string): Promise<FrameLocator> {
  body = html;
  await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`);
  return page.locator('iframe').first().contentFrame();
}

const walk = `${fixtureSite.url}embed/cells/figure/`;
const paper = (frame: FrameLocator): Promise<string> =>
  frame.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor);

test.describe('in a page of another origin', () => {
  test('Run computes the published bits, a slider moves the figure, and the height is told @each-engine', async ({
    page,
  }) => {
    const errors = watchErrors(page);
    const frame = await openArticle(page, iframe(walk));
    await expect(frame.locator('#figure svg').first()).toBeVisible();
    // Playwright's pointer and keys do not reach into a frame of another origin in an installed Firefox.
    const run = () =>
      frame.locator('#walk [data-part="run"]').evaluate((button: HTMLElement) => button.click());
    await run();
    await expect(frame.locator('#walk [data-part="state"]')).toContainText('agrees with the published one', {
      timeout: 60_000,
    });
    await frame.locator('#choices input[type="number"]').evaluate((field: HTMLInputElement) => {
      field.value = '7';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expect(frame.locator('#walk')).toHaveAttribute('data-stale', '', { timeout: 60_000 });
    await run();
    await expect(frame.locator('#figure')).toHaveAttribute('data-drawings', /^[1-9]/, { timeout: 60_000 });
    await expect(async () => {
      const told = await page.locator('iframe').evaluate((element) => element.clientHeight);
      const real = await frame
        .locator('html')
        .evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
      expect(told).toBe(real);
    }).toPass({ timeout: 30_000 });
    expect(errors.filter((error) => !error.includes('favicon'))).toEqual([]);
  });

  test('a press reaches it, and the way to the chapter takes along what its controls are set to', async ({
    page,
    browserName,
  }) => {
    test.skip(browserName !== 'chromium', 'The pointer does not reach into the frame there');
    const frame = await openArticle(page, iframe(walk));
    await frame.locator('#walk [data-part="run"]').click();
    await expect(frame.locator('#walk [data-part="state"]')).toContainText('agrees with the published one', {
      timeout: 60_000,
    });
    await frame.locator('#choices input[type="number"]').fill('7');
    // The address of the frame follows its controls after a moment of calm.
    const address = () => frame.locator('html').evaluate(() => location.search);
    await expect.poll(address, { timeout: 30_000 }).toBe('?height=7');
    const popup = page.waitForEvent('popup');
    await frame.locator('[data-part="source"]').click();
    const chapter = await popup;
    await chapter.waitForURL(`${fixtureSite.url}cells/?height=7#figure`);
    await chapter.close();
  });

  test('each is as its own address says, and none changes another', async ({ page }) => {
    await openArticle(page, iframe(`${walk}?theme=dark&level=low&height=9`) + iframe(walk));
    const [low, plain] = [0, 1].map((n) => page.locator('iframe').nth(n).contentFrame());
    if (!low || !plain) throw new Error('There are two frames.');
    await expect(low.locator('html')).toHaveAttribute('data-level', 'low');
    await expect(low.locator('#walk')).toBeHidden();
    await expect(low.locator('#figure svg').first()).toBeVisible();
    expect(await paper(low)).toBe('rgb(20, 23, 26)');
    await expect(plain.locator('html')).toHaveAttribute('data-level', 'high');
    await expect(plain.locator('#walk [data-part="run"]')).toBeVisible();
    expect(await paper(plain)).toBe('rgb(253, 252, 248)');
  });

  test('the lines that the site tells to copy work as they stand', async ({ page }) => {
    await page.goto('linking/');
    const [line = ''] = await page.locator('.cell-source pre').allTextContents();
    const frame = await openArticle(page, line);
    await expect(frame.locator('#choices input[type="number"]')).toHaveValue('800', { timeout: 60_000 });
    const told = () => page.locator('iframe').getAttribute('height');
    await expect.poll(told, { timeout: 30_000 }).not.toBe('820');
  });

  test('what the address of an embedded figure sets is set in it', async ({ page }) => {
    const frame = await openArticle(page, iframe(`${walk}?height=9`));
    await expect(frame.locator('#choices input[type="number"]')).toHaveValue('9', { timeout: 60_000 });
  });
});

test.describe('without scripts, in the dark', () => {
  test.use({ javaScriptEnabled: false, colorScheme: 'dark' });
  test('the published figure stands there, with its caption and where it is from, and nothing that would not work', async ({
    page,
    browserName,
  }) => {
    test.skip(browserName !== 'chromium', 'Firefox takes its theme from a preference');
    const frame = await openArticle(page, iframe(`${rootSite.url}embed/noethers-theorem/broken-figure/`));
    await expect(frame.locator('#broken-figure .figure-wide svg').first()).toBeVisible();
    await expect(frame.locator('.caption')).toContainText('Figure');
    await expect(frame.locator('.embed-source a')).toHaveAttribute(
      'href',
      '/noethers-theorem/#broken-figure',
    );
    for (const dead of ['button', 'input', 'summary'])
      await expect(frame.locator(`${dead}:visible`)).toHaveCount(0);
  });
});

test('“Embed” below a figure gives what puts it into a page as the reader has it', async ({ page }) => {
  await page.goto(`${fixtureSite.url}cells/?height=4&level=high`);
  await page.locator('#figure .cell-embed').click();
  const snippet = await page.locator('#figure .embed-panel pre').innerText();
  expect(snippet).toContain(`src="${walk}?height=4"`);
  const frame = await openArticle(page, snippet);
  await expect(frame.locator('#choices input[type="number"]')).toHaveValue('4', { timeout: 60_000 });
  await page.goto(`${fixtureSite.url}cells/`);
  await page.locator('#figure .cell-embed').click();
  await page.locator('#figure .embed-panel').waitFor();
  await page.locator('#figure .cell-embed').click();
  await expect(page.locator('#figure .embed-panel')).toHaveCount(0);
});

test('a figure of the real site fits 280 pixels and 1200, breaks no rule of axe-core in either theme, and is light', async ({
  browser,
}) => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = patient(await context.newPage());
  const errors = watchErrors(page);
  const figure = `${baseSite.url}embed/inductive-bias/accuracy-by-angle/`;
  await page.goto(`${figure}?level=high`);
  await addAxe(page);
  for (const [colorScheme, width] of [
    ['light', 1200],
    ['dark', 280],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 700 });
    expect(await violations(page, { colorScheme, width })).toEqual([]);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  }
  // Not compressed; 150 kB are allowed when it is.
  const weight = await page.evaluate(() =>
    performance
      .getEntries()
      .reduce((sum, entry) => sum + ('encodedBodySize' in entry ? Number(entry.encodedBodySize) : 0), 0),
  );
  expect(weight).toBeGreaterThan(10_000);
  expect(weight).toBeLessThan(300_000);
  // What “Embed” opens, too.
  await page.goto(`${fixtureSite.url}cells/?level=med`);
  await page.locator('#figure .cell-embed').click();
  await page.locator('#figure .embed-panel').waitFor();
  await addAxe(page);
  expect(await violations(page, { colorScheme: 'dark', width: 280 })).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

/** Every page of the built site, at every width, in both themes, with scripts and without. */
import { gzipSync } from 'node:zlib';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { openFirefox } from './engines.ts';
import { bound, layOutAll } from './page.ts';
import { sitePages } from './site-pages.ts';
import { test } from './test.ts';

const widths = [320, 390, 768, 1440];

/** A page of which every error and every request is known. */
async function open(browser: Browser, options: BrowserContextOptions) {
  const context = await browser.newContext({ ...options, serviceWorkers: 'block' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('requestfailed', (request) => errors.push(`${request.url()} failed`));
  return { context, page, errors };
}

/** What sticks out of the page on the right, if it can be scrolled sideways. */
const overflow = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return '';
    const wide = [...document.querySelectorAll('body *')].find(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return `${scrollWidth} > ${clientWidth}: ${wide?.outerHTML.slice(0, 120) ?? ''}`;
  });

/** Formulas with too few or too many parts: no browser but Firefox says so. */
const wrongFormulas = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const parts = { mfrac: 2, mroot: 2, msub: 2, msup: 2, munder: 2, mover: 2, msubsup: 3, munderover: 3 };
    return Object.entries(parts).flatMap(([name, count]) =>
      [...document.querySelectorAll(name)]
        .filter(({ children }) => children.length !== count)
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    );
  });

/** How the page is seen, by its own account. */
const lookOf = () => ({
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  scripts: document.documentElement.dataset['level'] !== undefined,
});

test('the sitemap has the chapters, the reference and the ledger', () => {
  for (const path of ['/', '/noethers-theorem/', '/claims/', '/reference/tensor/', '/glossary/'])
    expect(sitePages).toContain(path);
});

for (const scripts of [true, false])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`no error and nothing to scroll sideways, ${colorScheme}, scripts ${scripts ? 'on' : 'off'} @each-engine`, async ({
      browser,
      browserName,
      baseURL,
    }) => {
      test.setTimeout(300_000);
      const own =
        browserName === 'firefox' ? await openFirefox({ dark: colorScheme === 'dark', scripts }) : undefined;
      const { context, page, errors } = await open(own ?? browser, {
        ...(baseURL ? { baseURL } : {}),
        ...(own ? {} : { colorScheme, javaScriptEnabled: scripts }),
      });
      // In Firefox the pages of the reference, which are alike, are seen light with scripts and dark without.
      const paths = sitePages.filter(
        (path) => !own || !path.startsWith('/reference/') || scripts === (colorScheme === 'light'),
      );
      const wrong: string[] = [];
      for (const path of paths) {
        await page.goto(path);
        if (scripts) await bound(page);
        await layOutAll(page);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          const out = await overflow(page);
          if (out) wrong.push(`${path} at ${width}: ${out}`);
        }
        wrong.push(...(await wrongFormulas(page)).map((formula) => `${path}: ${formula}`));
        wrong.push(...errors.splice(0).map((error) => `${path}: ${error}`));
      }
      expect(await page.evaluate(lookOf)).toEqual({ dark: colorScheme === 'dark', scripts });
      expect(wrong).toEqual([]);
      await context.close();
      await own?.close();
    });

test('what sticks out far below is found', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName !== 'chromium', 'others lay out all');
  const { context, page } = await open(browser, {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 390, height: 800 },
  });
  await page.goto('noethers-theorem/');
  await page
    .locator('.prose > p')
    .nth(-2)
    .evaluate((paragraph) =>
      paragraph.insertAdjacentHTML('beforeend', `<span class="together">${'long'.repeat(40)}</span>`),
    );
  expect(await overflow(page)).toBe('');
  await layOutAll(page);
  expect(await overflow(page)).not.toBe('');
  await context.close();
});

test('the first view of every page is under 150 kB in all, fonts among it, compressed', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'the bytes are the same');
  test.setTimeout(120_000);
  const { context, page } = await open(browser, {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 412, height: 823 },
  });
  const heavy: string[] = [];
  let loads: Promise<number>[] = [];
  page.on('response', (response) =>
    loads.push(
      response.body().then(
        // Fonts are compressed by themselves.
        (body) => (/woff2|png/.test(response.url()) ? body.length : gzipSync(body).length),
        () => 0,
      ),
    ),
  );
  for (const path of sitePages) {
    loads = [];
    // A cache would hide what a first visit costs.
    await context.clearCookies();
    await page.goto('about:blank');
    const client = await context.newCDPSession(page);
    await client.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(path, { waitUntil: 'networkidle' });
    const weight = (await Promise.all(loads)).reduce((sum, size) => sum + size, 0);
    if (weight > 150_000) heavy.push(`${path}: ${weight}`);
    await client.detach();
  }
  expect(heavy).toEqual([]);
});

test('nothing moves by itself while a chapter is scrolled through', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'others do not tell');
  test.setTimeout(120_000);
  const { context, page } = await open(browser, {
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 390, height: 800 },
  });
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        readonly sources: readonly { readonly node?: Node }[];
      })[])
        // Before, fonts may come that take another width.
        if (scrollY > 0)
          moved.push(...entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80) ?? ''));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const wrong: string[] = [];
  for (const path of ['/noethers-theorem/', '/inductive-bias/', '/symmetry-breaking/']) {
    await page.goto(path);
    await page.evaluate(async () => {
      await document.fonts.ready;
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let y = 1; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await frame();
        await frame();
      }
    });
    await page.waitForLoadState('networkidle');
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved);
    wrong.push(...moved.map((what) => `${path}: ${what}`));
  }
  expect(wrong).toEqual([]);
  await context.close();
});

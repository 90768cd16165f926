/** Who prefers less motion sees none that they have not asked for, whatever is opened, chosen or trained. */
import { expect, type Browser, type Page } from '@playwright/test';
import { openFirefox } from './engines.ts';
import { openCells } from './page.ts';
import { sitePages } from './site-pages.ts';
import { patient, test } from './test.ts';

/** A page that keeps account of each animation and transition, and of each frame that the site asks for. */
async function watched(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...(baseURL ? { baseURL } : {}) });
  const page = patient(await context.newPage());
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => {
    const moved: string[] = [];
    const ask = requestAnimationFrame.bind(window);
    let frames = 0;
    Object.assign(window, {
      moved,
      frames: () => frames,
      requestAnimationFrame: (act: FrameRequestCallback) => {
        frames++;
        return ask(act);
      },
    });
    for (const sign of ['transitionrun', 'animationstart'])
      document.addEventListener(sign, ({ target }) => {
        const element = target as Element;
        if (element.getAnimations().some(({ timeline }) => timeline === document.timeline))
          moved.push(`${sign}: ${element.outerHTML.slice(0, 80)}`);
      });
  });
  return page;
}

interface Watched {
  readonly moved: string[];
  readonly frames: () => number;
}

/** What has moved since the last call, what moves now, and what is about to. What follows the scrolling is the reader’s own. */
const motions = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { moved, frames } = window as unknown as Watched;
    const tasks = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    // What was begun is drawn; then nothing asks for a frame.
    await tasks(8);
    const before = frames();
    await tasks(8);
    const smooth = getComputedStyle(document.documentElement).scrollBehavior;
    return [
      ...moved.splice(0),
      ...document
        .getAnimations()
        .filter(({ timeline }) => timeline === document.timeline)
        .map(({ effect }) => `runs: ${(effect as KeyframeEffect).target?.outerHTML.slice(0, 80)}`),
      ...(frames() > before ? [`frames: ${frames() - before}`] : []),
      ...(smooth === 'auto' ? [] : [`scrolling: ${smooth}`]),
    ];
  });

/** Opens what can be opened, and chooses what can be chosen. */
async function use(page: Page): Promise<void> {
  for (const folded of await page.locator('.contents summary, .cell summary').all())
    if (await folded.isVisible()) {
      await folded.click();
      break;
    }
  const link = page.locator('a.cite:visible, a.term:visible, a.ref:visible, .back-links a:visible').first();
  if ((await link.count()) > 0) {
    // It may lie under what has been opened.
    await link.dispatchEvent('pointerover', { pointerType: 'mouse' });
    await page.locator('.preview:visible').waitFor();
  }
  for (const level of ['low', 'txt', 'high'])
    await page.locator(`.level-switch input[value="${level}"]`).check();
  await page.locator('[data-part="theme"]').click();
}

test('nothing moves on any page, whatever is opened or chosen @each-engine', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const own = browserName === 'firefox' ? await openFirefox({ reducedMotion: true }) : undefined;
  const page = await watched(own ?? browser, baseURL);
  const wrong: string[] = [];
  for (const path of sitePages.filter((path) => !own || !path.startsWith('/reference/'))) {
    await page.goto(path);
    wrong.push(...(await motions(page)).map((what) => `${path}: ${what}`));
    await use(page);
    wrong.push(...(await motions(page)).map((what) => `${path}, in use: ${what}`));
  }
  expect(wrong).toEqual([]);
  await own?.close();
});

test('nothing moves but what is drawn anew while a cell trains', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'styles are the same');
  test.setTimeout(120_000);
  const page = await watched(browser, baseURL);
  await openCells(page, 'inductive-bias/?level=high');
  await page.locator('#training [data-part="run"]').click();
  await expect(page.locator('#training [data-part="status"]')).toContainText(/step \d/, { timeout: 60_000 });
  await page.locator('#training [data-part="stop"]').click();
  await page.locator('#training[data-phase="stopped"]').waitFor();
  expect(await motions(page)).toEqual([]);
  await page.context().close();
});

test('a transition, an animation, a figure that moves and smooth scrolling are found', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'the watch is the same');
  const page = await watched(browser, baseURL);
  await page.goto('search/');
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :root { scroll-behavior: smooth }
      h1 { animation: turn 9s }
      @keyframes turn { to { rotate: 1turn } }
      .site-name { transition: opacity 0.01s }
      :root[data-theme] .site-name { opacity: 0.5 }
    `);
    document.adoptedStyleSheets = [sheet];
    const go = (): void => void requestAnimationFrame(go);
    go();
  });
  await page.locator('[data-part="theme"]').click();
  expect(await motions(page)).toEqual([
    expect.stringMatching(/^animationstart: <h1/),
    expect.stringMatching(/^transitionrun: <a class="site-name/),
    expect.stringMatching(/^runs: <h1/),
    expect.stringMatching(/^frames: \d/),
    'scrolling: smooth',
  ]);
  await page.context().close();
});

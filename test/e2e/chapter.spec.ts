/** The chapter in a reader's browser: what loads, what a run does, what stays when scripts are off. */
import { availableParallelism, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { openCells, wakeCells, watchErrors } from './page.ts';
import { watchTasks } from './tasks.ts';
import { baseSite } from './sites.ts';
import { patient, test } from './test.ts';

const chapter = 'inductive-bias/';
const training = '#training';

const open = (page: Page, address = chapter) => openCells(page, address);

const phase = (page: Page, name: string) => page.locator(`${training}[data-phase="${name}"]`);
const press = (page: Page, part: string) => page.locator(`${training} [data-part="${part}"]`).click();

/** Scripts that come when they are let. */
async function holdScripts(page: Page) {
  let letScripts = (): void => undefined;
  const scripts = new Promise<void>((resolve) => (letScripts = resolve));
  await page.route('**/_astro/*.js', async (route) => {
    await scripts;
    await route.continue();
  });
  return { letScripts };
}

test('before anything is touched: under 8 kB of script and nothing of the cells; a touch brings under 42 kB more, nothing of tfjs', async ({
  page,
}) => {
  const errors = watchErrors(page);
  const loaded: { url: string; size: number; text: string }[] = [];
  page.on('response', async (response) => {
    if (!/javascript|json/.test(response.headers()['content-type'] ?? '')) return;
    const text = await response.text();
    loaded.push({ url: response.url(), size: gzipSync(text).length, text });
  });
  const weight = (): number => loaded.reduce((sum, { size }) => sum + size, 0);
  await page.goto(chapter);
  await page.waitForLoadState('networkidle');
  expect(loaded.length).toBeGreaterThan(0);
  expect(weight()).toBeLessThan(8000);
  expect(loaded.filter(({ url }) => url.includes('/values/'))).toEqual([]);
  await wakeCells(page);
  await page.waitForLoadState('networkidle');
  expect(loaded.filter(({ url }) => url.includes('/values/'))).toHaveLength(1);
  expect(weight()).toBeLessThan(50_000);
  expect(loaded.filter(({ text }) => /tfjs|Conv2DBackpropFilter/.test(text))).toEqual([]);
  expect(errors).toEqual([]);
});

test('what a reader does while the cells are waking is done @each-engine', async ({ page }) => {
  await page.goto(chapter);
  await expect(page.locator('html')).not.toHaveAttribute('data-cells');
  // In one task, before any module can have come.
  await page.evaluate(() => {
    const slider = document.querySelector<HTMLInputElement>('#choices input[type="range"]');
    if (!slider) throw new Error('There is no picture of the slider.');
    slider.value = slider.min;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector<HTMLElement>('#training [data-part="run"]')?.click();
  });
  await expect(page.locator('html')).toHaveAttribute('data-cells', 'ready');
  await phase(page, 'running').waitFor();
  const slider = page.locator('#choices input[type="range"]');
  expect(await slider.inputValue()).toBe(await slider.getAttribute('min'));
  await expect(page.locator('#chapter-state [data-part="settings"]')).toContainText('examples');
});

test('a press that comes before the page’s script is done @each-engine', async ({ page }) => {
  const { letScripts } = await holdScripts(page);
  await page.goto(chapter, { waitUntil: 'commit' });
  await page.locator('#training [data-part="run"]').click();
  await expect(page.locator('html')).not.toHaveAttribute('data-cells');
  letScripts();
  await phase(page, 'running').waitFor();
});

test('the page’s script is asked for when the page has been painted, and does what was pressed till then @each-engine', async ({
  page,
}) => {
  const { letScripts } = await holdScripts(page);
  await page.goto(chapter, { waitUntil: 'commit' });
  await page.locator('.level-switch input[value="low"]').check();
  await expect(page.locator('html')).toHaveAttribute('data-level', 'high');
  letScripts();
  await expect(page.locator('html')).toHaveAttribute('data-level', 'low');
  const { painted, asked } = await timesOf(page);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThan(painted);
});

test('a script that is asked for before the page has been painted is found', async ({ page }) => {
  await page.route(`**/${chapter}`, async (route) => {
    const html = await (await route.fetch()).text();
    const body = html.replace(
      /<meta name="page-script" content="(.*?)">/,
      '<script type="module" src="$1"></script>',
    );
    await route.fulfill({ body, contentType: 'text/html' });
  });
  await page.goto(chapter);
  const { painted, asked } = await timesOf(page);
  expect(asked[0]).toBeLessThan(painted);
});

/** When the page was painted, and when it asked for scripts. */
const timesOf = (page: Page) =>
  page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
    asked: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/_astro\/.*\.js$/.test(name))
      .map(({ startTime }) => startTime),
  }));

test('a slider that is dragged while cells wake stays under the hand, and what depends on it follows @each-engine', async ({
  page,
}) => {
  let letValues = (): void => undefined;
  const values = new Promise<void>((resolve) => (letValues = resolve));
  await page.route('**/values/*.json', async (route) => {
    await values;
    await route.continue();
  });
  await page.goto(chapter);
  const slider = page.locator('#choices input[type="range"]').first();
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await slider.evaluate((element) => (element.dataset['mine'] = ''));
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  letValues();
  await expect(page.locator('html')).toHaveAttribute('data-cells', 'ready');
  const settings = page.locator('#chapter-state [data-part="settings"]');
  let set = '';
  for (const share of [0.3, 0.6]) {
    await page.mouse.move(x + width * share, y + height / 2, { steps: 4 });
    expect(await slider.inputValue()).not.toBe(set);
    set = await slider.inputValue();
    await expect(settings).toContainText(set);
    await expect(page.locator('#choices input[type="number"]').first()).toHaveValue(set);
    expect(await slider.evaluate((element) => 'mine' in element.dataset)).toBe(true);
  }
  await page.mouse.up();
  await expect.poll(() => slider.evaluate((element) => 'mine' in element.dataset)).toBe(false);
  await expect(slider).toHaveValue(set);
  await expect(settings).toContainText(set);
  await slider.press('ArrowLeft');
  await expect(settings).not.toContainText(set);
});

test('a press while a cell is ready and the page is not yet is done once', async ({ page }) => {
  // The page’s view cells are asked for when its live cells have just been bound, and keep it from being ready.
  let arrived = (): void => undefined;
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  let letCome = (): void => undefined;
  const come = new Promise<void>((resolve) => (letCome = resolve));
  await page.route('**/_astro/*.js', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('accuracy-by-angle')) {
      arrived();
      await come;
    }
    await route.fulfill({ response });
  });
  await page.goto(chapter);
  const run = page.locator(`${training} [data-part="run"]`);
  await run.hover();
  await asked;
  const before = await page.locator(training).getAttribute('data-phase');
  await run.click();
  await page.waitForTimeout(300);
  await expect(page.locator('html')).not.toHaveAttribute('data-cells');
  expect(await page.locator(training).getAttribute('data-phase')).toBe(before);
  letCome();
  await phase(page, 'running').waitFor();
  await page.waitForTimeout(500);
  await expect(phase(page, 'running')).toBeVisible();
});

test('where the values cannot be had, the cell says so, and the next touch tries again', async ({ page }) => {
  let refuse = true;
  await page.route('**/values/*.json', (route) => (refuse ? route.abort() : route.continue()));
  await page.goto(chapter);
  await page.locator(`${training} [data-part="run"]`).hover();
  await expect(page.locator(`${training} [data-part="error"]`)).toContainText('could not be loaded');
  refuse = false;
  await page.locator(`${training} [data-part="reset"]`).hover();
  await expect(page.locator('html')).toHaveAttribute('data-cells', 'ready');
  await expect(page.locator(`${training} [data-part="error"]`)).toBeHidden();
});

test('scripts off: the published figures and values are there', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto(chapter);
  for (const figure of ['#accuracy-by-angle', '#loss']) {
    const image = page.locator(`${figure} .figure-wide img`);
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(600);
  }
  await expect(page.locator('[data-value="training.latest.p4.byAngle.0"]')).toHaveText(/^\d+\.\d %$/);
  await expect(page.locator(`${training} .scripts-off`)).toBeVisible();
  await expect(page.locator(`${training} [data-part="run"]`)).toBeHidden();
  await context.close();
});

test('folded code has its colours once it is opened, and the same text before and after', async ({
  page,
}) => {
  await page.goto(chapter);
  const code = page.locator('#loss .cell-code pre');
  const published = await code.textContent();
  expect(await code.locator('.token-keyword').count()).toBe(0);
  await page.locator('#loss .cell-code summary').click();
  await expect(code.locator('.token-keyword').first()).toBeVisible();
  expect(await code.textContent()).toBe(published);
});

test('Run trains to the published bits @each-engine', async ({ page }) => {
  test.setTimeout(180_000);
  const errors = watchErrors(page);
  await open(page);
  const published = await page.locator('[data-value="training.fingerprint"]').textContent();
  await press(page, 'run');
  await phase(page, 'finished').waitFor({ timeout: 150_000 });
  await expect(page.locator(`${training} [data-part="state"]`)).toHaveText(
    'Your run agrees with the published one, to the last bit.',
  );
  await expect(page.locator('[data-value="training.fingerprint"]')).toHaveText(
    `${published} yours as published`,
  );
  await expect(page.locator(training)).toHaveAttribute('data-tensors', '0');
  // A figure brings no rules of its own into the page, and is drawn by them all the same.
  await expect(page.locator('#loss .cell-output style')).toHaveCount(0);
  const white = (text: Element): string => getComputedStyle(text).whiteSpaceCollapse;
  expect(await page.locator('#loss .cell-output svg text').first().evaluate(white)).toBe('preserve');
  expect(errors).toEqual([]);
});

/** One run in a fresh page: time to the first point of a curve, time that Stop takes, longest task of the page; in ms. */
async function timeRun(page: Page): Promise<{ firstPoint: number; stop: number; longestTask: number }> {
  await open(page);
  await page.locator('#loss').scrollIntoViewIfNeeded();
  const longestTask = await watchTasks(page);
  const pressed = performance.now();
  await press(page, 'run');
  await page.locator('#loss[data-drawings]').waitFor();
  const firstPoint = performance.now() - pressed;
  await page.locator(`${training} [data-part="status"]`).filter({ hasText: 'steps/s' }).waitFor();
  await page.waitForTimeout(2000);
  await press(page, 'stop');
  const asked = performance.now();
  await phase(page, 'stopped').waitFor();
  const stop = performance.now() - asked;
  return { firstPoint, stop, longestTask: await longestTask() };
}

test('Run: first point within 2 s, no task over 50 ms, Stop within 250 ms', async ({
  browser,
  browserName,
  baseURL,
}) => {
  test.skip(browserName !== 'chromium', 'Chromium alone tells the time of its tasks');
  test.setTimeout(120_000);
  // Where more processes want to run than there are cores, each second of the clock holds less than one of work.
  const share = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
  const runs: { firstPoint: number; stop: number }[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const context = await browser.newContext(baseURL ? { baseURL } : {});
    const { longestTask, ...run } = await timeRun(patient(await context.newPage()));
    await context.close();
    // Time of the processor, which does not depend on what else the machine does: every run must keep to it.
    expect(longestTask).toBeGreaterThan(0);
    expect(longestTask).toBeLessThan(50);
    runs.push(run);
    if (run.firstPoint < 2000 * share && run.stop < 250) break;
  }
  // By the clock, other processes can hold up any thread for a moment; a page that is slow by itself is so in every run.
  const least = (pick: (run: (typeof runs)[number]) => number): number => Math.min(...runs.map(pick));
  expect(least((run) => run.firstPoint)).toBeLessThan(2000 * share);
  expect(least((run) => run.stop)).toBeLessThan(250 * share);
});

test('a task that computes for more than 50 ms is caught', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'Chromium alone tells the time of its tasks');
  await open(page);
  const longestTask = await watchTasks(page);
  await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        setTimeout(() => {
          let last = 1;
          for (let i = 0; i < 30_000_000; i++) last = (last * 16807) % 2147483647;
          resolve(last);
        });
      }),
  );
  // The task is told when it has ended, and the answer was sent from within it.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(await longestTask()).toBeGreaterThan(50);
});

test('20 rounds of Run and Reset leave no tensor and one worker', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  await page.locator('#loss').scrollIntoViewIfNeeded();
  for (let round = 0; round < 20; round++) {
    const drawn = await page.locator('#loss').getAttribute('data-drawings');
    await press(page, 'run');
    await expect(page.locator('#loss')).not.toHaveAttribute('data-drawings', drawn ?? 'none', {
      timeout: 15_000,
    });
    await press(page, 'reset');
    await phase(page, 'published').waitFor();
  }
  await expect(page.locator(training)).toHaveAttribute('data-tensors', '0');
  expect(page.workers()).toHaveLength(1);
  await expect(page.locator('html')).toHaveAttribute('data-workers', '1');
});

test('a changed control marks what depends on it as stale; keys run and stop', async ({ page }) => {
  await open(page);
  const slider = page.locator('#choices input[type="range"]');
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(page.locator(training)).toHaveAttribute('data-stale', '');
  await page.locator(`${training} [data-part="seed"]`).fill('2');
  await page.locator(`${training} [data-part="seed"]`).press('Shift+Enter');
  await phase(page, 'running').waitFor();
  await page.keyboard.press('Escape');
  await phase(page, 'stopped').waitFor();
  // From the code of a figure too, and from a control: what it shows, or what shows something of it.
  for (const place of ['#loss .cell-code summary', '#choices input[type="range"]']) {
    await page.locator(place).press('Shift+Enter');
    await phase(page, 'running').waitFor();
    await page.locator(place).press('Escape');
    await phase(page, 'stopped').waitFor();
  }
});

test('the same site under a base path runs its cells', async ({ page }) => {
  const errors = watchErrors(page);
  await open(page, baseSite.url + chapter);
  await page.locator('#loss').scrollIntoViewIfNeeded();
  await press(page, 'run');
  await page.locator('#loss[data-drawings]').waitFor({ timeout: 15_000 });
  expect(errors).toEqual([]);
});

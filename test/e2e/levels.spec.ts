/** Reading levels: what shows, what may run, what is remembered, and that scripts off is Low. */
import { expect, type Browser, type Page } from '@playwright/test';
import { openCells, wakeCells, watchErrors } from './page.ts';
import { patient, test } from './test.ts';

const chapter = 'inductive-bias/';

/** What is in sight of the parts that a level decides on. */
async function inSight(page: Page): Promise<Record<string, boolean>> {
  const parts = {
    prose: '.prose > p:not([class])',
    figure: '#loss .cell-output :is(svg, img):visible',
    line: '#loss .cell-line',
    setting: '#choices .as-published',
    control: '#choices input[type="range"]',
    caption: '#loss .caption',
    rows: '#loss .cell-rows',
    data: '#loss .cell-data',
    run: '#training [data-part="run"]',
  };
  const found: Record<string, boolean> = {};
  for (const [name, selector] of Object.entries(parts))
    found[name] = await page.locator(selector).first().isVisible();
  return found;
}

const low = {
  prose: true,
  figure: true,
  line: false,
  setting: true,
  control: false,
  caption: true,
  rows: true,
  data: false,
  run: false,
};
const expected = {
  txt: { ...low, figure: false, line: true },
  low,
  med: { ...low, setting: false, control: true, rows: false, data: true },
  high: { ...low, setting: false, control: true, rows: false, data: true, run: true },
};

for (const [level, shown] of Object.entries(expected))
  test(`at ${level} the page shows what it should and nothing else`, async ({ page }) => {
    const errors = watchErrors(page);
    await page.goto(`${chapter}?level=${level}`);
    await expect(page.locator('html')).toHaveAttribute('data-level', level);
    await expect(page.locator(`.level-switch input[value="${level}"]`)).toBeChecked();
    expect(await inSight(page)).toEqual(shown);
    expect(errors).toEqual([]);
  });

test('scripts off: the page shows what Low shows', async ({ browser, baseURL }) => {
  const page = await visit(browser, baseURL, { javaScriptEnabled: false });
  await page.goto(chapter);
  expect(await inSight(page)).toEqual(low);
  await expect(page.locator('.level-switch')).toBeHidden();
  await page.context().close();
});

test('at Txt and Low no touch wakes a cell; at Med controls draw and no key trains', async ({ page }) => {
  const errors = watchErrors(page);
  for (const level of ['txt', 'low']) {
    await page.goto(`${chapter}?level=${level}`);
    await page.locator('#loss summary').first().dispatchEvent('pointerover');
    await page.locator('#training [data-part="run"]').dispatchEvent('click');
    await page.waitForLoadState('networkidle');
    await expect(page.locator('html')).not.toHaveAttribute('data-cells');
  }
  await page.goto(`${chapter}?level=med`);
  await wakeCells(page);
  await page.locator('#choices input[type="range"]').press('ArrowLeft');
  await expect(page.locator('#chapter-state [data-part="changed"]')).toBeVisible();
  await page.locator('#choices input[type="range"]').press('Shift+Enter');
  await page.waitForTimeout(300);
  await expect(page.locator('#training')).toHaveAttribute('data-phase', 'published');
  expect(page.workers()).toHaveLength(0);
  expect(errors).toEqual([]);
});

test('what is chosen is kept, on other pages too, and takes the place of what a link asked for', async ({
  page,
}) => {
  await page.goto(`${chapter}?level=low&examples=400#loss`);
  await page.locator('.level-switch input[value="txt"]').check();
  await expect(page.locator('html')).toHaveAttribute('data-level', 'txt');
  expect(new URL(page.url()).search).toBe('?examples=400');
  await page.goto('noethers-theorem/');
  await expect(page.locator('html')).toHaveAttribute('data-level', 'txt');
  await expect(page.locator('#charge .cell-line')).toBeVisible();
});

test('what a link asks for holds for as long as the tab is open, and is not kept', async ({
  page,
  context,
}) => {
  await page.goto(`${chapter}?level=low`);
  await expect(page.locator('[data-part="level-because"]')).toHaveText('as the link asks');
  await page.goto('noethers-theorem/');
  await expect(page.locator('html')).toHaveAttribute('data-level', 'low');
  const other = await context.newPage();
  await other.goto(chapter);
  await expect(other.locator('html')).toHaveAttribute('data-level', 'high');
});

test('from High to Med a run stops; from there to Low the page is as published', async ({ page }) => {
  await openCells(page, chapter);
  await page.locator('#training [data-part="run"]').click();
  await page.locator('#training[data-phase="running"]').waitFor();
  await page.locator('.level-switch input[value="med"]').check();
  await expect(page.locator('#training')).toHaveAttribute('data-phase', 'stopped');
  await page.locator('.level-switch input[value="low"]').check();
  await expect(page.locator('html')).not.toHaveAttribute('data-cells');
  await expect(page.locator('html')).toHaveAttribute('data-level', 'low');
  expect(await inSight(page)).toEqual(low);
});

test('a link with settings is told at Low, and followed at High', async ({ page }) => {
  await page.goto(`${chapter}?level=low&examples=400`);
  const note = page.locator('[data-part="level-note"]');
  await expect(note).toContainText('sets controls or seeds');
  await note.getByRole('link').click();
  await expect(page.locator('html')).toHaveAttribute('data-level', 'high');
  await expect(page.locator('#chapter-state [data-part="settings"]')).toContainText('400');
  await expect(note).toBeHidden();
});

const devices = [
  {
    name: 'data are to be saved',
    device: { connection: { saveData: true } },
    level: 'low',
    told: 'save data',
  },
  { name: 'memory is small', device: { deviceMemory: 0.5 }, level: 'low', told: 'little memory' },
  { name: 'motion is to be reduced', device: {}, reduced: true, level: 'med', told: 'reduced motion' },
  { name: 'nothing of this is so', device: { deviceMemory: 8 }, level: 'high', told: '' },
];
for (const { name, device, reduced, level, told } of devices)
  test(`where ${name}, the page begins at ${level} and says why`, async ({
    browser,
    browserName,
    baseURL,
  }) => {
    test.skip(browserName !== 'chromium', 'an installed Firefox takes reduced motion from a preference');
    const page = await visit(browser, baseURL, { reducedMotion: reduced ? 'reduce' : 'no-preference' });
    await page.addInitScript((given) => {
      for (const [property, value] of Object.entries(given))
        Object.defineProperty(navigator, property, { value, configurable: true });
    }, device);
    await page.goto(chapter);
    await expect(page.locator('html')).toHaveAttribute('data-level', level);
    await expect(page.locator('[data-part="level-because"]')).toHaveText(told === '' ? '' : new RegExp(told));
    await page.context().close();
  });

test('where the reader’s own colours are in force, the chosen level is marked as no other is', async ({
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'others cannot be asked for it');
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`${chapter}?level=med`);
  const outlines = await page.locator('.level-switch label').evaluateAll((labels) =>
    labels.map((label) => {
      const { outlineStyle, outlineColor, color } = getComputedStyle(label);
      return outlineStyle === 'solid' && outlineColor === color;
    }),
  );
  expect(outlines).toEqual([false, false, true, false]);
});

test('level and theme are there before the first paint: the root has them when the body begins', async ({
  page,
}) => {
  await page.addInitScript(() => {
    localStorage.setItem('level', 'txt');
    localStorage.setItem('theme', 'dark');
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      const { level, theme } = document.documentElement.dataset;
      Object.assign(window, { atBody: `${level} ${theme}` });
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(chapter);
  expect(await page.evaluate(() => (window as unknown as { atBody: string }).atBody)).toBe('txt dark');
});

async function visit(
  browser: Browser,
  baseURL: string | undefined,
  options: { javaScriptEnabled?: boolean; reducedMotion?: 'reduce' | 'no-preference' },
): Promise<Page> {
  const context = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  return options.javaScriptEnabled === false ? page : patient(page);
}

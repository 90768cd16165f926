/** No rule of axe-core is broken: on any page, at any width, in either theme, at any level; wide and narrow with scripts off; nor when all is open. */
import { statSync } from 'node:fs';
import { expect, type Browser, type Page } from '@playwright/test';
import { levels } from '../../src/runtime/level.ts';
import { addAxe, kindsOf, looks, violations, type Look } from './axe.ts';
import { bringFigures, openCells } from './page.ts';
import { sitePages } from './site-pages.ts';
import { fixtureSite } from './sites.ts';
import { patient, test } from './test.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'rules and styles are the same');

const corners = looks.filter(({ colorScheme, width }) => width === (colorScheme === 'light' ? 1440 : 390));

/** Two at a time, for there are two cores at least, and two that are alike in size, so that neither waits for the other. */
const size = (path: string): number => statSync(`dist${path}index.html`).size;
const pages = sitePages.toSorted((one, other) => size(other) - size(one));
const pairs = pages.flatMap((path, i) => (i % 2 === 0 ? [[path, ...pages.slice(i + 1, i + 2)]] : []));

for (const pair of pairs)
  test(`${pair.join(' and ')}: no violation at any width, in either theme, at any level; nor with scripts off`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(300_000);
    const found = await Promise.all(pair.map((path) => wrongOn(path, browser, baseURL)));
    expect(found.flat()).toEqual([]);
  });

async function wrongOn(path: string, browser: Browser, baseURL?: string): Promise<string[]> {
  const wrong: string[] = [];
  const site = baseURL ? { baseURL } : {};
  const context = await browser.newContext(site);
  const page = patient(await context.newPage());
  // At Low no cell wakes, however far one scrolls.
  await page.goto(`${path}?level=low`);
  await addAxe(page);
  for (const width of [1440, 390]) {
    await put(page, { colorScheme: 'light', width });
    await bringFigures(page);
  }
  for (const level of levels) {
    await page.locator(`.level-switch input[value="${level}"]`).check();
    // At the others too the page is seen wide and narrow, light and dark.
    const some = level === 'high' ? looks : corners;
    wrong.push(...(await violationsIn(page, some)).map((what) => `${path}, ${level}, ${what}`));
  }
  const known = await kindsOf(page);
  await context.close();

  const quiet = await browser.newContext({ ...site, javaScriptEnabled: false });
  const still = await quiet.newPage();
  await still.goto(path);
  await addAxe(still);
  const seen = await violationsIn(still, corners, known);
  await quiet.close();
  return [...wrong, ...seen.map((what) => `${path}, scripts off, ${what}`)];
}

const twins = `
  :root:not([data-level="txt"]) #pale { display: none }
  #pale { color: light-dark(#000, #333) }
  @media (width < 350px) { #narrow { color: light-dark(#ccc, #fff) } }
  @media (700px < width < 1000px) { .small { width: 9px; height: 9px; min-height: 0; padding: 0; margin: 0 } }
`;

for (const javaScriptEnabled of [true, false])
  test(`what is wrong at one level, in one theme or at one width is found there, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({
      javaScriptEnabled,
      ...(baseURL ? { baseURL } : {}),
    });
    const page = javaScriptEnabled ? patient(await context.newPage()) : await context.newPage();
    await page.goto('search/?level=low');
    await addAxe(page);
    await page.evaluate((twins) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(twins);
      document.adoptedStyleSheets.push(sheet);
    }, twins);
    await page.locator('main').evaluate((main) =>
      main.insertAdjacentHTML(
        'beforeend',
        `<p id="pale">pale</p><p id="narrow">narrow</p>
         <button class="small">one</button><button class="small">two</button>`,
      ),
    );
    const found = [];
    for (const level of javaScriptEnabled ? ['low', 'txt'] : ['off']) {
      if (javaScriptEnabled) await page.locator(`.level-switch input[value="${level}"]`).check();
      found.push(...(await violationsIn(page, looks)).map((what) => `${level}, ${what}`));
    }
    const first = javaScriptEnabled ? 'low' : 'off';
    expect(found).toEqual([
      `${first}, light 768: target-size: <button class="small">one</button>`,
      `${first}, light 768: target-size: <button class="small">two</button>`,
      `${first}, light 320: color-contrast: <p id="narrow">narrow</p>`,
      ...(javaScriptEnabled ? ['txt, dark 1440: color-contrast: <p id="pale">pale</p>'] : []),
    ]);
    await context.close();
  });

async function violationsIn(page: Page, looks: readonly Look[], known?: number[]): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    await put(page, look);
    const { colorScheme, width } = look;
    found.push(...(await violations(page, look, known)).map((what) => `${colorScheme} ${width}: ${what}`));
  }
  return found;
}

async function put(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
}

const opened = {
  'a chapter that is not as published': 'inductive-bias/?examples=400&seed.training=x',
  'a chapter of formulas and tables': 'noethers-theorem/',
  'a chapter with a canvas': 'symmetry-breaking/',
  'cells that fail': `${fixtureSite.url}failures/?broken=true`,
};

for (const [name, address] of Object.entries(opened))
  test(`${name}, all of it open: no violation at any width, in either theme`, async ({ page }) => {
    test.setTimeout(120_000);
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
    expect(await violationsIn(page, looks)).toEqual([]);
  });

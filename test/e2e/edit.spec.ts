/** Readers edit live cells: their code runs in the sandbox, is told apart from what was published, and can be put back. */
import { expect, type Locator, type Page } from '@playwright/test';
import { addAxe, violations } from './axe.ts';
import { openCells, watchErrors } from './page.ts';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

const address = `${fixtureSite.url}cells/?level=high`;
const same = 'Your code, not the published one, gave this: the published values, to the last bit.';

const part = (cell: Locator, name: string): Locator => cell.locator(`[data-part="${name}"]`);

/** Opens the editor of a cell. */
async function edit(page: Page, id: string): Promise<Locator> {
  const cell = page.locator(`#${id}`);
  const details = cell.locator('.cell-code details');
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  await part(cell, 'edit').click();
  await cell.locator('.cm-content').waitFor();
  return cell;
}

/** Puts a text in the place of all that is in the editor, as by pasting. */
async function write(page: Page, cell: Locator, code: string): Promise<void> {
  await cell.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(code);
}

const ended = (cell: Locator): Promise<void> =>
  expect(cell).toHaveAttribute('data-phase', /finished|failed|not-run/, { timeout: 60_000 });

test(
  'an edited cell runs in the sandbox, says whose code it is, fails at its line, and is put back',
  {
    tag: '@each-engine',
  },
  async ({ page }) => {
    test.setTimeout(120_000);
    const errors = watchErrors(page);
    await openCells(page, address);
    const cell = await edit(page, 'sum');
    const sum = page.locator('[data-value="sum"]');
    const published = await sum.textContent();
    const problems = cell.locator('.cell-editor .cell-error');

    // A comment changes nothing of what is computed; all that is upstream, a tensor among it, is computed in the sandbox too.
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText('// the same\n');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(part(cell, 'state')).toHaveText(same, { timeout: 60_000 });
    await expect(page.locator('iframe')).toHaveCount(1);
    await expect(sum).toHaveText(`${published} your code as published`);
    await expect(page.locator('#walk [data-part="state"]')).toHaveText(
      'Your run agrees with the published one, to the last bit.',
    );

    // A mistake is told before anything runs; what is on the page stays.
    await write(page, cell, 'const sum = weights.dataSync()[0] + ;');
    await expect(problems).toHaveText(/^Line 1, column 37: “;” is not expected here\./);
    await write(page, cell, 'const sum = wieghts.dataSync()[0];');
    await expect(problems).toHaveText(
      /Line 1, column 13: nothing declares “wieghts”\. Did you mean “weights”\?/,
    );
    await write(page, cell, 'const other = 1;');
    await part(cell, 'run').click();
    await expect(problems).toHaveText(
      /The text of this chapter needs “sum”, which this code no longer declares/,
    );
    await expect(sum).toHaveText(`${published} your code as published`);

    // Another value, of other inputs, and what it is told by.
    await write(page, cell, 'const sum = base + 1000;');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(sum).toHaveText(/^1031 your code published/, { timeout: 60_000 });

    await write(page, cell, 'const sum = 1;\nconst none = sum > 0 ? undefined : { at: 1 };\nnone.at;');
    await part(cell, 'run').click();
    await expect(part(cell, 'error')).toContainText('your code of “sum”:3:', { timeout: 60_000 });
    await expect(cell.locator('.cm-mistake-line')).toHaveText('none.at;');

    await cell.getByRole('button', { name: /^Published code/ }).click();
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(sum).toHaveText(published ?? '');
    await part(cell, 'run').click();
    await ended(cell);
    await expect(part(cell, 'state')).toHaveText('Your run agrees with the published one, to the last bit.');
    await cell.getByRole('button', { name: /^Your code again/ }).click();
    await expect(cell.locator('.cm-content')).toContainText('none.at;');
    expect(errors).toEqual([]);
  },
);

/** Tries all ways out of a worker and says on its channel which were open. */
const tryAll = `
const tries = {
  'its own origin': () => fetch(base + 'feed.xml'),
  'another origin': () => fetch('https://example.org/', { mode: 'no-cors' }),
  'a module': () => import(base + 'service-worker.js'),
  'a module of its own': () => import(URL.createObjectURL(new Blob(['export {}'], { type: 'text/javascript' }))),
  'a script': async () => importScripts(base + 'service-worker.js'),
  'a database': () => new Promise((open, fail) => {
    const request = indexedDB.open('readers');
    request.onsuccess = open;
    request.onerror = () => fail(request.error);
  }),
  'a store': async () => localStorage.length,
  'eval': async () => eval('1'),
  'a function of a text': async () => new Function('return 1')(),
  'a page': async () => parent.document,
  'an origin': async () => { if (self.origin === 'null') throw new Error('none'); },
};
(async () => {
  const open = [];
  for (const [name, attempt] of Object.entries(tries)) await attempt().then(() => open.push(name), () => 0);
  say(open.join(', '));
})();`;

test(
  'a stranger’s script in the sandbox gets at no network, no store, no page, and evaluates nothing',
  {
    tag: '@each-engine',
  },
  async ({ page }) => {
    test.setTimeout(120_000);
    const base = JSON.stringify(fixtureSite.url);
    await openCells(page, address);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval'( 'sha256-[^']+'){2};/);

    // All of the script is hostile, not only what the rules for cells let through.
    const hostile = `const base = ${base}; self.addEventListener('message', ({ ports: [port] }) => {
    const ask = (name) => new Promise((resolve) => {
      port.onmessage = ({ data }) => data.type === 'file' && resolve(typeof data.bytes);
      port.postMessage({ type: 'file', name });
    });
    const say = async (message) => port.postMessage({
      type: 'failed', run: 1, tensors: 0,
      error: { name: 'open', message: '[' + message + '], another file: ' + (await ask('../feed.xml')) },
    });
    ${tryAll} }, { once: true });`;
    await page.route('**/_astro/worker-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: hostile }),
    );
    const cell = await edit(page, 'sum');
    await write(page, cell, 'const sum = 2;');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(part(cell, 'error')).toHaveText('open: [], another file: string', { timeout: 60_000 });
    await expect(page.locator('iframe')).toHaveAttribute('sandbox', 'allow-scripts');

    // The same script in a worker of the page finds some of them open.
    const found = await page.evaluate(
      (script) =>
        new Promise<string>((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
          worker.addEventListener('message', ({ data }) => resolve(String(data)));
        }),
      `const base = ${base}; const say = (message) => self.postMessage(message); ${tryAll}`,
    );
    expect(found).toContain('its own origin');
    expect(found).toContain('a database');
  },
);

test('what does not end is stopped; a cell downstream says whose code it rests on', async ({ page }) => {
  test.skip(test.info().project.name !== 'chromium', 'the page is the same');
  test.setTimeout(120_000);
  await openCells(page, address);
  const cell = await edit(page, 'walk');
  await write(page, cell, 'const walk = { step: 1, at: 1 };\nwhile (true) walk.at++;');
  await part(cell, 'run').click();
  await expect(part(cell, 'status')).toContainText('wasm', { timeout: 60_000 });
  await part(cell, 'stop').click();
  await expect(cell).toHaveAttribute('data-phase', 'stopped');
  await expect(page.locator('iframe')).toHaveCount(0);

  await write(page, cell, 'const walk = { step: 1, at: 500 };');
  const sum = page.locator('#sum');
  // What is in the editor runs with what needs it only once it was run itself.
  await part(cell, 'run').click();
  await ended(cell);
  await expect(page.locator('#figure')).toHaveAttribute('data-own-code');
  await part(sum, 'run').click();
  await ended(sum);
  await expect(part(sum, 'state')).toHaveText('Your code of “walk”, not the published one, gave this.');
});

test('an edit is kept, offered and not run; below High there is none', async ({ page }) => {
  test.skip(test.info().project.name !== 'chromium', 'the page is the same');
  test.setTimeout(120_000);
  await openCells(page, address);
  let cell = await edit(page, 'sum');
  await write(page, cell, 'const sum = 7;');
  await expect(cell.locator('.cell-editor [role=status]')).toHaveText(
    'Changed, not run. It is kept in this browser.',
  );
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('edit cells/sum')))
    .toContain('const sum = 7;');

  await openCells(page, address);
  cell = page.locator('#sum');
  await expect(cell.locator('.cell-kept')).toContainText(/^You changed this cell on \d+ \w+ \d{4}\./);
  await cell.getByRole('button', { name: /^Show/ }).click();
  await expect(cell.locator('.cm-content')).toHaveText('const sum = 7;');
  await expect(cell).toHaveAttribute('data-phase', 'published');
  await expect(page.locator('iframe')).toHaveCount(0);

  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('edit cells/sum') ?? '') as object;
    localStorage.setItem('edit cells/sum', JSON.stringify({ ...kept, of: 'another' }));
  });
  await openCells(page, address);
  await expect(cell.locator('.cell-kept')).toContainText('What was published has changed since then.');
  await cell.getByRole('button', { name: /^Discard/ }).click();
  expect(await page.evaluate(() => localStorage.getItem('edit cells/sum'))).toBeNull();

  await page.goto(`${fixtureSite.url}cells/?level=med`);
  await page.locator('#sum .cell-code summary').click();
  await expect(part(cell, 'edit')).toBeHidden();
});

test('Run and Published code stay in sight while long code is scrolled', async ({ page }) => {
  test.skip(test.info().project.name !== 'chromium', 'the page is the same');
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 900, height: 640 });
  await openCells(page, address);
  const cell = await edit(page, 'sum');
  await write(page, cell, `const sum = 1;\n${'// and so on\n'.repeat(90)}`);
  /** With a place of the code in the middle of the window: can each button be pressed? */
  const within = (): Promise<boolean[]> =>
    cell.locator('.cm-content').evaluate((code) => {
      const buttons = [...document.querySelectorAll('.editor-foot button')];
      return [0.2, 0.45, 0.7].map((place) => {
        const { top, height } = code.getBoundingClientRect();
        window.scrollBy({ top: top + place * height - innerHeight / 2, behavior: 'instant' });
        return buttons.every((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          return document.elementFromPoint(x + width / 2, y + height / 2) === button;
        });
      });
    });
  await expect(cell.locator('.editor-foot').getByRole('button')).toHaveCount(2);
  await expect.poll(within).toEqual([true, true, true]);

  // A foot that lies at the end of the code is caught.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.editor-foot { position: static !important }');
    document.adoptedStyleSheets.push(sheet);
  });
  await expect.poll(within).toEqual([false, false, false]);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the opened editor has names, colours that can be read, and lets Tab go on: ${colorScheme}`, async ({
    page,
  }) => {
    test.skip(test.info().project.name !== 'chromium', 'axe looks at the same page');
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await openCells(page, address);
    const cell = await edit(page, 'walk');
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('\n// what is this\nconst text = "a" + ;');
    await expect(cell.locator('.cell-editor .cell-error')).toBeVisible();
    const field = cell.getByRole('textbox', { name: 'Code of A walk that streams' });
    await expect(field).toHaveAccessibleDescription(
      'Tab leaves the field. Control or Command and Enter runs the code.',
    );
    await addAxe(page);
    expect(await violations(page, { colorScheme, width: 390 })).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await field.focus();
    await page.keyboard.press('Tab');
    await expect(cell.getByRole('button', { name: 'Run the code of A walk that streams' })).toBeFocused();
  });

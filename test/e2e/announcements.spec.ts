/** What a screen reader is told: that a run begins and how it ends, not each step; and by which names it tells things apart. */
import { expect, type Page } from '@playwright/test';
import { openCells } from './page.ts';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

test.skip(({ browserName }) => browserName !== 'chromium', 'the page is the same');

/** Keeps what is announced from now on, and counts what is drawn. */
async function listen(page: Page): Promise<() => Promise<{ told: string[]; drawn: number }>> {
  await page.evaluate(() => {
    const heard = { told: [] as string[], drawn: 0 };
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      const nodes = changes.map(({ target }) => (target instanceof Element ? target : target.parentElement));
      if (nodes.some((node) => node?.closest('.cell-output'))) heard.drawn++;
      const live = nodes
        .map((node) => node?.closest('[aria-live], [role=status], [role=alert], [role=log]'))
        // Whether the site can be kept for offline is tried some time after the page is there; in a test it cannot.
        .filter((region) => !region?.matches('[data-part="offline-status"]'));
      for (const region of new Set(live)) {
        const text = region?.checkVisibility() ? region.textContent.replaceAll(/\s+/g, ' ').trim() : '';
        if (text) heard.told.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: { told: string[]; drawn: number } }).heard);
}

test('a run is announced when it begins and when it ends, however often its figures are drawn', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openCells(page, '/');
  const heard = await listen(page);
  const cell = page.locator('.cell-live').first();
  const title = (await cell.locator('.controls').getAttribute('aria-label')) ?? '';
  await cell.locator('[data-part="run"]').click();
  await expect(cell).toHaveAttribute('data-phase', 'finished', { timeout: 120_000 });
  await expect
    .poll(async () => (await heard()).told)
    .toEqual([
      `${title}: Running in your browser.`,
      `${title}: Your run agrees with the published one, to the last bit.`,
    ]);
  // How often depends on the machine; more often than it speaks.
  expect((await heard()).drawn).toBeGreaterThan(3);
});

test('a count that is announced step by step is found', async ({ page }) => {
  await openCells(page, '/');
  const cell = page.locator('.cell-live').first();
  await cell.locator('[data-part="status"]').evaluate((status) => status.setAttribute('role', 'status'));
  const heard = await listen(page);
  await cell.locator('[data-part="run"]').click();
  await expect.poll(async () => (await heard()).told.length, { timeout: 60_000 }).toBeGreaterThan(4);
});

test('Run all is announced as a whole, and each cell by its name; an error is announced', async ({
  page,
}) => {
  await openCells(page, `${fixtureSite.url}cells/`);
  const heard = await listen(page);
  await page.locator('#chapter-bar [data-part="run-all"]').click();
  await expect(page.locator('#chapter-bar [data-part="bar-state"]')).toHaveText(
    'All 4 live cells have run in your browser.',
  );
  const { told } = await heard();
  expect(told.filter((text) => !text.includes(': '))).toEqual([
    'Running all live cells.',
    'All 4 live cells have run in your browser.',
  ]);
  // A cell waits, runs, and ends.
  expect(told.length).toBeLessThanOrEqual(2 + 3 * 4);

  await openCells(page, `${fixtureSite.url}failures/?broken=true`);
  const next = await listen(page);
  await page.locator('#after [data-part="run"]').click();
  await expect(page.locator('#fails [data-part="error"] pre')).toBeVisible();
  expect((await next()).told.filter((text) => text.includes('fails'))).not.toEqual([]);
});

/** Roles by which a screen reader lists what is on a page. */
const listed = new Set(
  [
    ['button', 'link', 'textbox', 'searchbox', 'slider', 'spinbutton', 'checkbox', 'radio', 'combobox'],
    ['figure', 'image', 'navigation', 'complementary', 'region', 'progressbar'],
  ].flat(),
);
/** Of these a page may have several of a name: they lead to the same place, or say the same. */
const repeated = new Set(['link', 'image']);

/** Names that are missing, or that two things have. */
async function poorNames(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const counts = new Map<string, number>();
  for (const { ignored, role, name } of nodes) {
    if (ignored || !listed.has(role?.value as string)) continue;
    const said = `${role?.value as string} “${(name?.value as string | undefined) ?? ''}”`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts]
    .filter(([said, count]) => said.endsWith('“”') || (count > 1 && !repeated.has(said.split(' ')[0]!)))
    .map(([said, count]) => `${count} × ${said}`);
}

test('on every page each thing that is listed has a name of its own, and headings descend by one', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const wrong: string[] = [];
  for (const path of [
    '/',
    '/inductive-bias/',
    '/noethers-theorem/',
    '/claims/',
    '/reference/tensor/',
    '/search/',
  ]) {
    await page.goto(path);
    wrong.push(...(await poorNames(page)).map((what) => `${path}: ${what}`));
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
        .filter((heading) => heading.checkVisibility())
        .map(({ localName }) => Number(localName[1])),
    );
    if (levels.filter((level) => level === 1).length !== 1) wrong.push(`${path}: not one h1`);
    if (levels.some((level, i) => level > (levels[i - 1] ?? 0) + 1)) wrong.push(`${path}: a heading skips`);
  }
  expect(wrong).toEqual([]);
  await page
    .locator('main')
    .evaluate((main) => main.insertAdjacentHTML('beforeend', '<button>a</button><button>a</button>'));
  expect(await poorNames(page)).toEqual(['2 × button “a”']);
});

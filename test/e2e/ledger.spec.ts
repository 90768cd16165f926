/** Claims: in the ledger, as data, and on the chapter's page. */
import { expect, type Page } from '@playwright/test';
import type { ChapterOutline, ClaimDescriptor } from '../../src/runtime/descriptor.ts';
import { withUpstream } from '../../src/runtime/recompute.ts';
import { openCells } from './page.ts';
import { baseSite } from './sites.ts';
import { test } from './test.ts';

interface Entry {
  readonly id: string;
  readonly chapter: string;
  readonly url: string;
  readonly kind: string;
  readonly value: unknown;
  readonly bound: unknown;
  readonly status: string;
}

const members = [
  'id',
  'chapter',
  'url',
  'text',
  'kind',
  'condition',
  'value',
  'bound',
  'seeds',
  'spread',
  'status',
];

async function openLedger(page: Page, address = 'claims/'): Promise<void> {
  await page.goto(address);
  await page.locator('html[data-ledger="ready"]').waitFor();
}

test('claims.json: every claim with all that is known of it, its sentence at its address', async ({
  page,
}) => {
  const entries = (await (await page.request.get('claims.json')).json()) as Entry[];
  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  for (const entry of entries) {
    expect(Object.keys(entry)).toEqual(members);
    expect(entry.status).toBe(entry.kind === 'machine' ? 'live' : 'holds');
    expect(entry.value === null).toBe(entry.kind === 'machine');
  }
  for (const chapter of new Set(entries.map((entry) => entry.chapter))) {
    // The home page is a chapter whose address is the base.
    const address = chapter === 'home' ? '' : `${chapter}/`;
    await page.goto(`./${address}`);
    for (const { id, url } of entries.filter((entry) => entry.chapter === chapter)) {
      expect(url).toBe(`/${address}#${id}`);
      await expect(page.locator(`#${id}[data-claim]`)).toHaveCount(1);
    }
  }
});

test('scripts off: the ledger can be read, and offers nothing that would not work', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('claims/');
  await expect(page.locator('.ledger > li').first()).toBeVisible();
  await expect(page.locator('[data-part="verify-all"]')).toBeHidden();
  await expect(page.locator('[data-part="verify"]').first()).toBeHidden();
  await context.close();
});

// One rests on convolutions, the other on second and third derivatives and on a simulation in double precision.
for (const id of ['levels-agree', 'charge-found'])
  test(`claim ${id} is verified in the browser, to the last bit @each-engine`, async ({ page }) => {
    test.setTimeout(150_000);
    await openLedger(page);
    const claim = page.locator(`#${id}`);
    await claim.locator('[data-part="verify"]').click();
    await expect(claim).toHaveAttribute('data-agreement', 'identical', { timeout: 120_000 });
    await expect(claim.locator('[data-part="verdict"]')).toContainText('Yours: ');
    await expect(page.locator('.ledger-bar [data-part="status"]')).toHaveText('1 identical');
  });

/** A chapter without the claims that rest on a long cell. */
function withoutLong({ claims, cells, ...chapter }: ChapterOutline): ChapterOutline {
  const long = new Set(cells.filter(({ long }) => long).map(({ id }) => id));
  const rests = ({ inputs }: ClaimDescriptor): boolean =>
    [
      ...withUpstream(
        cells,
        inputs.map(({ from }) => from),
      ),
    ].some((id) => long.has(id));
  return { ...chapter, cells, claims: claims.filter((claim) => !rests(claim)) };
}

test('all are verified at once, and each is told from the others: identical, consistent, differs', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await page.route('**/claims/', async (route) => {
    const html = await (await route.fetch()).text();
    const body = html
      // One chapter is enough to tell them apart.
      .replace(
        /(data-part="chapters">)(.*?)(<\/script>)/s,
        (_, open: string, json: string, close: string) => {
          const chapters = (JSON.parse(json) as ChapterOutline[]).filter(
            ({ slug }) => slug === 'inductive-bias',
          );
          return open + JSON.stringify(chapters.map(withoutLong)) + close;
        },
      )
      // As though another value were published of this claim …
      .replace(/("id":"quarter-turn-breaks".*?"value":)[\d.]+/, '$10.5')
      // … and this one said the contrary.
      .replace(/("id":"upright-cnn-wins","kind":"seeded","relation":)"above"/, '$1"below"');
    await route.fulfill({ body, contentType: 'text/html' });
  });
  await openLedger(page, `${baseSite.url}claims/`);
  await page.locator('[data-part="verify-all"]').click();
  const agreement = (id: string) => page.locator(`#${id}`);
  await expect(agreement('upright-cnn-wins')).toHaveAttribute('data-agreement', 'differs', {
    timeout: 540_000,
  });
  await expect(agreement('quarter-turn-breaks')).toHaveAttribute('data-agreement', 'consistent');
  await expect(agreement('levels-agree')).toHaveAttribute('data-agreement', 'identical');
  await expect(page.locator('.ledger-bar [data-part="status"]')).toHaveText(
    /^\d+ identical, 1 consistent, 1 differs$/,
  );
});

test('Stop ends a verification', async ({ page }) => {
  await openLedger(page);
  await page.locator('[data-part="verify-all"]').click();
  const status = page.locator('.ledger-bar [data-part="status"]');
  await expect(status).toContainText('Running “');
  await page.locator('.ledger-bar [data-part="stop"]').click();
  await expect(status).toHaveText('Stopped.');
  await expect(page.locator('[data-part="verify-all"]')).toHaveAttribute('aria-disabled', 'false');
});

test('on the chapter’s page a claim is judged anew with the reader’s own run', async ({ page }) => {
  test.setTimeout(150_000);
  await openCells(page, 'inductive-bias/');
  const claim = page.locator('[data-claim="equal-parameters"]');
  await expect(claim.locator('[data-part="own"]')).toBeHidden();
  await page.locator('#training [data-part="run"]').click();
  await expect(claim).toHaveAttribute('data-verdict', 'holds', { timeout: 30_000 });
  await expect(claim.locator('[data-part="own"]')).toHaveText('holds in your run');
  await page.locator('#training [data-part="reset"]').click();
  await expect(claim.locator('[data-part="own"]')).toBeHidden();
});

/** Notes, previews, contents and the search, on a chapter made for them. */
import { expect, type Page } from '@playwright/test';
import { watchErrors } from './page.ts';
import { fixtureSite, rootSite } from './sites.ts';
import { patient, test } from './test.ts';

const chapter = `${fixtureSite.url}apparatus/`;

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not shown`);
  return box;
};

test.describe('side notes @each-engine', () => {
  test('stand beside their lines where there is room, each below the one before it', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(chapter);
    const column = await boxOf(page, 'article.prose');
    const [first, second] = [await boxOf(page, '#note-1'), await boxOf(page, '#note-2')];
    const line = await boxOf(page, '.note-ref:has(#note-1-ref)');
    expect(first.x).toBeGreaterThan(column.x + column.width);
    expect(Math.abs(first.y - line.y)).toBeLessThan(20);
    expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
    await expect(page.locator('#note-2')).toContainText('a value, 3.');
    // A scroll bar may take some of the width.
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond).toBe(0);
  });

  test('are numbered notes at the end on a phone, with ways there and back, and without scripts', async ({
    browser,
  }) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 800 },
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto(chapter);
    const [note, last] = [await boxOf(page, '#note-1'), await boxOf(page, '#another-section')];
    expect(note.y).toBeGreaterThan(last.y);
    await expect(page.locator('#note-1-ref')).toHaveAttribute('href', '#note-1');
    await expect(page.locator('#note-1 .note-back')).toHaveAttribute('href', '#note-1-ref');
    // It is there once, for eyes and for readers of screens.
    await expect(page.getByText('A first note')).toHaveCount(1);
    await context.close();
  });
});

test.describe('what a link leads to is shown beside it', () => {
  const shown = {
    'a.cite': 'Emmy Noether',
    'a.term': 'equivariance',
    'a.ref[href="#eq-sum"]': '(1)',
    'a.ref[href="#the-theorem"]': 'Theorem 1 (of the test)',
    'a.ref[href="#apparatus-figure"]': 'It rises.',
    'a.ref[href="#apparatus-claim"]': 'It takes 3 steps',
    'a.ref[href="#a-section"]': 'Its first paragraph.',
    'a.ref[href="../cells/"]': 'Cells of every kind',
  };

  test('when the keyboard comes to it; Escape closes it', async ({ page }) => {
    const errors = watchErrors(page);
    await page.goto(chapter);
    const card = page.locator('.preview');
    for (const [selector, text] of Object.entries(shown)) {
      // As the Tab key does it, without pressing it through the whole page.
      await page
        .locator(`p > ${selector}`)
        .first()
        .evaluate((link: HTMLElement) => link.focus({ focusVisible: true } as FocusOptions));
      await page.keyboard.press('Shift');
      await expect(card, selector).toContainText(text);
      await expect(card).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(card).toBeHidden();
    }
    expect(errors).toEqual([]);
  });

  test('while the pointer is on it or in it', async ({ page }) => {
    await page.goto(chapter);
    const card = page.locator('.preview');
    await page.locator('p > a.term').hover();
    await expect(card).toContainText('equivariance');
    await card.hover();
    await page.waitForTimeout(500);
    await expect(card).toBeVisible();
    await page.locator('h1').hover();
    await expect(card).toBeHidden();
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
    expect(ids.length).toBe(new Set(ids).size);
  });

  test('on the first touch, and the second leads on', async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true });
    const page = patient(await context.newPage());
    await page.goto(chapter);
    await page.locator('#note-1-ref').tap();
    await expect(page.locator('.preview')).toContainText('A first note');
    expect(new URL(page.url()).hash).toBe('');
    await page.locator('#note-1-ref').tap();
    await expect.poll(() => new URL(page.url()).hash).toBe('#note-1');
    await context.close();
  });
});

test('the contents are links without scripts, and mark what is being read with them', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await page.goto(chapter);
  const entry = page.locator('.contents a[href="#another-section"]');
  await expect(entry).toBeVisible();
  await expect(entry).not.toHaveAttribute('aria-current');
  await entry.click();
  await page.locator('#sources').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 5000);
  await expect(page.locator('.contents [aria-current]')).toHaveCount(1);
  await expect(page.locator('.contents a[href="#a-section"]')).not.toHaveAttribute('aria-current');
});

test('on a phone the contents stay at hand, say where one is, and fold when one has chosen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await page.goto(chapter);
  const [summary, list] = [page.locator('.contents summary'), page.locator('.contents ol').first()];
  await page.locator('#another-section').evaluate((heading) => heading.scrollIntoView());
  await expect(summary).toContainText('Another section');
  await expect(summary).toBeInViewport();
  await summary.click();
  await page.locator('.contents a[href="#a-section"]').click();
  await expect(list).toBeHidden();
  await expect(page.locator('#a-section')).toBeInViewport();
  await summary.press('Enter');
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(summary).toBeFocused();
});

test.describe('the search', () => {
  const asked = (page: Page): string[] => {
    const files: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/pagefind/')) files.push(request.url());
    });
    return files;
  };

  test('finds a claim and a cell, loads nothing before it is asked, and can be used by keyboard', async ({
    page,
  }) => {
    const errors = watchErrors(page);
    const files = asked(page);
    await page.goto(chapter);
    await page.keyboard.press('/');
    await page.waitForURL('**/search/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    expect(files).toEqual([]);
    await page.keyboard.type('takes steps');
    const results = page.locator('#results li');
    await expect(results.filter({ hasText: 'Claim' })).toContainText('It takes 3 steps');
    await page.getByRole('searchbox').fill('A figure');
    const cell = results.filter({ hasText: 'Cell · Apparatus' }).filter({ hasText: 'A figure' });
    await expect(cell.first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(results.first().locator('a')).toBeFocused();
    await cell.first().locator('a').press('Enter');
    await page.waitForURL('**/apparatus/#apparatus-figure');
    expect(errors).toEqual([]);
  });

  test('its address is what was asked; what is not there is said', async ({ page }) => {
    await page.goto(`${fixtureSite.url}search/?q=xyzzyplugh`);
    await expect(page.getByRole('status').filter({ hasText: 'Nothing is found' })).toBeVisible();
  });

  test('says without scripts that it needs them, and leads to everything else', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${rootSite.url}search/`);
    await expect(page.locator('noscript p')).toContainText('Scripts are off');
    await expect(page.locator('article a[href$="noethers-theorem/"]')).toBeVisible();
    await expect(page.getByRole('searchbox')).toBeHidden();
    await context.close();
  });
});

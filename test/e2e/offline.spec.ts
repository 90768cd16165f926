/** The site without a network, and what happens when it changes. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { bundleServiceWorker, listFiles } from '../../src/site/precache.ts';
import { wakeCells } from './page.ts';
import { freePort } from '../../scripts/free-port.mjs';
import { baseSite } from './sites.ts';
import { test } from './test.ts';

test.use({ serviceWorkers: 'allow' });

const kept = (page: Page) =>
  expect(page.locator('[data-part="offline-status"]')).toHaveText('The whole site is kept in this browser.', {
    // More than a thousand files, on a machine that may have other things to do.
    timeout: 150_000,
  });

test('after one visit another chapter opens and a cell trains without a network, below a path too', async ({
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'Playwright drives service workers in Chromium alone');
  test.setTimeout(360_000);
  await page.goto(`${baseSite.url}claims/`);
  await kept(page);
  await context.setOffline(true);
  await page.goto(`${baseSite.url}inductive-bias/`);
  await wakeCells(page);
  await page.locator('#loss').scrollIntoViewIfNeeded();
  await page.locator('#training [data-part="run"]').click();
  await page.locator('#loss[data-drawings]').waitFor({ timeout: 60_000 });
  // What a reader edits runs too: the document of the sandbox is written by the page, which no service worker could answer for.
  const ring = page.locator('#ring');
  await ring.locator('[data-part="edit"]').click();
  await ring.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('// the same\n');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(ring.locator('[data-part="state"]')).toHaveText(
    'Your code, not the published one, gave this: the published values, to the last bit.',
    {
      timeout: 60_000,
    },
  );
  await page.goto(`${baseSite.url}no-such-page/`);
  await expect(page.locator('h1')).toContainText('no page here');
});

test('a new version comes whole, when the reader says so, and never beside the old one', async ({
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'Playwright drives service workers in Chromium alone');
  test.setTimeout(360_000);
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  const port = await freePort();
  const site = { url: `http://127.0.0.1:${port}/` };
  let host = { close: (): void => undefined } as { close: () => void };
  /** Publishes the site with this word on each of its pages and in each of its data files. */
  const deploy = async (word: string): Promise<void> => {
    host.close();
    cpSync('dist', folder, { recursive: true });
    for (const file of ['index.html', 'claims/index.html', 'glossary/index.html']) {
      const path = join(folder, file);
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace('</main>', `<p class="word">${word}</p></main>`),
      );
    }
    writeFileSync(
      join(folder, 'service-worker.js'),
      await bundleServiceWorker(process.cwd(), listFiles(folder)),
    );
    // The host lists its files when it starts.
    host = await serve(folder, { port });
  };
  const word = page.locator('.word');
  try {
    await deploy('first');
    await page.goto(site.url);
    await kept(page);
    await page.reload();
    await expect(word).toHaveText('first');

    await deploy('second');
    await page.goto(`${site.url}claims/`);
    // Still the old one on every page, although the host has the new one.
    await expect(word).toHaveText('first');
    const news = page.locator('[data-part="news"]');
    await expect(news).toBeVisible({ timeout: 60_000 });
    await page.goto(`${site.url}glossary/`);
    await expect(word).toHaveText('first');
    await expect(news).toBeVisible({ timeout: 30_000 });
    await news.getByRole('button').click();
    await expect(word).toHaveText('second');
    await page.goto(site.url);
    await expect(word).toHaveText('second');
    expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);

    // A build of which a file is not what its list says never takes over.
    await deploy('third');
    writeFileSync(join(folder, 'glossary/index.html'), 'of a fourth');
    await page.goto(`${site.url}claims/`);
    await page.waitForTimeout(8000);
    await expect(word).toHaveText('second');
    await expect(news).toBeHidden();
    await page.goto(`${site.url}glossary/`);
    await expect(word).toHaveText('second');
  } finally {
    host.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

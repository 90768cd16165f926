/** Addresses that have moved still lead to what they were of, on a site made for it. */
import { expect } from '@playwright/test';
import { fixtureSite } from './sites.ts';
import { test } from './test.ts';

const { url } = fixtureSite;

test('a heading answers to the name that it had', async ({ page }) => {
  await page.goto(`${url}apparatus/#older-name`);
  await expect(page.locator('#another-section')).toBeInViewport();
  await expect(page.locator('#older-name')).toHaveText('');
});

for (const scripts of [true, false])
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('a passage that went to another page says where, to those who look for it', async ({ page }) => {
      await page.goto(`${url}cells/`);
      await expect(page.locator('#gone')).toBeHidden();
      await page.goto(`${url}cells/#gone`);
      await expect(page.locator('#gone')).toBeInViewport();
      await page.locator('#gone a').click();
      await page.waitForURL(`${url}apparatus/#a-section`);
    });

    test('a page that has moved sends on, with scripts to the very part', async ({ page }) => {
      await page.goto(`${url}apparatus-of-old/?level=low#eq-sum`, { waitUntil: 'commit' });
      await page.waitForURL(scripts ? `${url}apparatus/?level=low#eq-sum` : `${url}apparatus/`);
      await expect(page.locator('h1')).toHaveText('Apparatus');
    });
  });

test('a file that has moved is there under both names', async ({ request }) => {
  const [old, now] = await Promise.all(
    ['apparatus-of-old.md', 'apparatus.md'].map(async (file) => (await request.get(url + file)).text()),
  );
  expect(old).toContain('# Apparatus');
  expect(old).toBe(now);
});

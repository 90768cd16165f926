/** The tests' own `test`: a page that was opened is ready, as it is for a reader by the time that a hand has moved. */
import { test as base, type Page } from '@playwright/test';
import { bound } from './page.ts';

/** Makes a page wait, after it was opened or loaded again, until its script has come and has bound what stands in it. */
export function patient(page: Page): Page {
  const { goto, reload } = page;
  page.goto = async (url, options) => {
    const response = await goto.call(page, url, options);
    if ((options?.waitUntil ?? 'load') === 'load') await bound(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload.call(page, options);
    await bound(page);
    return response;
  };
  return page;
}

export const test = base.extend({
  page: async ({ page, javaScriptEnabled }, use) => use(javaScriptEnabled ? patient(page) : page),
});

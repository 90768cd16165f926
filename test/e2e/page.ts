/** What the browser tests do with a page of cells. */
import type { Page } from '@playwright/test';

/** Errors of the page, as they come; a test ends with `expect(errors).toEqual([])`. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Opens a chapter and waits until its cells can be used. */
export async function openCells(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('html[data-cells="ready"]').waitFor();
}

/** What the browser tests do with a page of cells. */
import type { Page } from '@playwright/test';

/**
 * Firefox may lay out a page that is still coming, and then takes half a fraction for a wrong one. That the whole ones are right
 * `matrix.spec.ts` sees to.
 */
const halfCome = /^Invalid markup: Incorrect number of children for <m\w+\/> tag\.$/;

/** Errors of the page, as they come; a test ends with `expect(errors).toEqual([])`. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !halfCome.test(message.text())) errors.push(message.text());
  });
  return errors;
}

/** Lays out what is screens away as well: what is not laid out does not stick out, and has no colours. */
export async function layOutAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.prose > * { content-visibility: visible !important }');
    document.adoptedStyleSheets.push(sheet);
  });
}

/** Figures in files of their own come when one is near. */
export async function bringFigures(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.querySelectorAll('svg[data-figure]').forEach((figure) => figure.scrollIntoView()),
  );
  await page.waitForFunction(() => {
    const away = [...document.querySelectorAll('svg[data-figure]')].filter((figure) =>
      figure.checkVisibility(),
    );
    away[0]?.scrollIntoView();
    return away.length === 0;
  });
}

/** Opens a chapter, touches a cell as a reader's pointer does, and waits until the cells can be used. */
export async function openCells(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await wakeCells(page);
}

/** Waits until the page's script has come and has bound what stands in the page; the authoring server names none. */
export const bound = (page: Page): Promise<void> =>
  page.locator('html:not(:has(meta[name="page-script"])), html[data-page="ready"]').waitFor();

/** Moves the pointer over something of a cell, and waits until the cells can be used. */
export async function wakeCells(page: Page): Promise<void> {
  await bound(page);
  await page.locator('.cell :is(button, summary)').first().dispatchEvent('pointerover');
  await page.locator('html[data-cells="ready"]').waitFor();
}

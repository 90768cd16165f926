/** No rule of axe-core is broken, in either theme, when everything is open. */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from '@playwright/test';
import { openCells } from './page.ts';
import { fixtureSite } from './sites.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const pages = {
  'a chapter that is not as published': 'inductive-bias/?examples=400&seed.training=x',
  'a chapter of formulas and tables': 'noethers-theorem/',
  'a chapter with a canvas': 'symmetry-breaking/',
  'cells that fail': `${fixtureSite.url}failures/?broken=true`,
};

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, address] of Object.entries(pages))
    test(`${name}, ${colorScheme}: no violation`, async ({ browser, browserName, baseURL }) => {
      test.skip(browserName !== 'chromium', 'Firefox takes its theme from a preference');
      // axe is a script of the test, which the site’s own policy refuses.
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        ...(baseURL ? { baseURL } : {}),
      });
      const page = await context.newPage();
      await openCells(page, address);
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((details) => (details.open = true)),
      );
      await expect(page.locator('.cell-data table, .cell-data p').last()).toBeVisible();
      if (name === 'cells that fail') {
        await page.locator('#after [data-part="run"]').click();
        await expect(page.locator('#fails [data-part="error"] pre')).toBeVisible();
      }
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(
        (values) =>
          (window as unknown as { axe: { run(of: Document, options: object): Promise<AxeResults> } }).axe.run(
            document,
            {
              runOnly: values,
            },
          ),
        standard,
      );
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
      await context.close();
    });

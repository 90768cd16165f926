/** What axe-core has to say of a page: the rules of WCAG 2.2 to level AA, and what it calls best practice. */
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { layOutAll } from './page.ts';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that look at one element and its colours. They take half of the time. */
const colours = ['color-contrast', 'link-in-text-block'];

interface Axe {
  run(of: ElementContext, options: RunOptions): Promise<AxeResults>;
}
/** The page’s window, once `addAxe` was there. */
interface Tested {
  readonly axe: Axe;
  /** By theme: the elements whose colours were looked at, and what was shown. */
  readonly seen: Map<string, { elements: WeakSet<Element>; states: Set<string> }>;
}

/** Gives a page axe, a script of the test, which the site’s own policy refuses: its context must be made with `bypassCSP`. */
export async function addAxe(page: Page): Promise<void> {
  await page.addScriptTag({ path: script });
  await layOutAll(page);
  await page.evaluate(() => Object.assign(window, { seen: new Map() }));
}

/**
 * Violations on the page as it is now, each as `rule: the element`. The colours of an element are looked at once in each
 * theme, when it is first shown there; everything else, each time that
 * other elements are shown than before.
 *
 * @param theme names the colours that the page has now
 */
export async function violations(page: Page, theme: string): Promise<string[]> {
  return page.evaluate(
    async ({ standards, colours, theme }) => {
      const { axe, seen } = window as unknown as Tested;
      const { elements, states } = seen.get(theme) ?? { elements: new WeakSet(), states: new Set() };
      seen.set(theme, { elements, states });
      const all = [...document.querySelectorAll('body, body *')];
      const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
      const isShown = new Set(shown);
      const state = all.map((element) => Number(isShown.has(element))).join('');
      if (states.has(state)) return [];
      states.add(state);
      const fresh = shown.filter((element) => !elements.has(element));
      const isFresh = new Set<Element | null>(fresh);
      const tops = fresh.filter((element) => !isFresh.has(element.parentElement));
      fresh.forEach((element) => elements.add(element));
      const results = [
        await axe.run(document, {
          runOnly: standards,
          rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: false }])),
          resultTypes: ['violations'],
        }),
        ...(tops.length > 0
          ? [await axe.run(tops, { runOnly: { type: 'rule', values: colours }, resultTypes: ['violations'] })]
          : []),
      ];
      return results.flatMap((result) =>
        result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      );
    },
    { standards, colours, theme },
  );
}

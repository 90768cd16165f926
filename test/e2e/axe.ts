/** What axe-core has to say of a page: the rules of WCAG 2.2 to level AA, and what it calls best practice. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { layOutAll } from './page.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that look at one element’s colours, or at where it lies: these take most of the time, and get what is marked for them. */
const selectors = {
  'color-contrast': '[data-coloured]',
  'link-in-text-block': 'a[href][data-coloured]',
  'target-size': '[data-placed]',
  'scrollable-region-focusable': '[data-placed]',
};

/** How a page is looked at. */
export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** Every width that the site is made for, in both themes. */
export const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1440, 768, 390, 320].map((width) => ({ colorScheme, width })),
);

interface Axe {
  configure(spec: { rules: { id: string; selector: string }[] }): void;
  run(of: ElementContext, options: RunOptions): Promise<AxeResults>;
}
/** What has been looked at of the page, whose window this is once `addAxe` was there. */
interface Tested {
  readonly axe: Axe;
  /** Reading levels. */
  readonly levels: Set<string | undefined>;
  /** What has been shown; what could be pressed or scrolled at each width. */
  readonly shown: WeakSet<Element>;
  readonly placed: Record<number, WeakSet<Element>>;
  /** Elements of each kind. */
  readonly kinds: Record<number, Element[]>;
}

/** Gives a page axe, with scripts on or off. Where they are off no timer goes, and a promise stands in for it. */
export async function addAxe(page: Page): Promise<void> {
  const scripts = await page.evaluate(() => !matchMedia('(scripting: none)').matches);
  const timer = 'window.setTimeout = (act, ms) => { if (!ms) Promise.resolve().then(act); return 0; };';
  await page.evaluate(`${scripts ? '' : timer}${source};`);
  await layOutAll(page);
  await page.evaluate(
    (rules) => {
      (window as unknown as Tested).axe.configure({ rules });
      Object.assign(window, { levels: new Set(), shown: new WeakSet(), placed: {}, kinds: {} });
    },
    Object.entries(selectors).map(([id, selector]) => ({ id, selector })),
  );
}

/** Targets that are too small or too near each other, on a page as it is: what is far away may not be laid out. */
export async function crowdedTargets(page: Page): Promise<string[]> {
  await page.evaluate(`${source};`);
  return page.evaluate(async () => {
    const { axe } = window as unknown as Tested;
    const { violations } = await axe.run(document, { runOnly: ['target-size'], resultTypes: ['violations'] });
    return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
  });
}

/**
 * Violations on the page as it is now, each as `rule: the element`. A call looks only at what can have another answer than
 * in an earlier call:
 *
 * - at names, roles and structure, once at each level, and again when something is shown that was not shown before;
 * - at sizes and distances, once at each width, and again when something can be pressed there that could not before;
 * - at colours, when there is something of a new kind: of elements that are nested alike, have the same classes and have, with
 *   all around them, the same computed colours, three are looked at.
 *
 * @param known kinds of elements whose colours another page has shown to be right
 */
export async function violations(
  page: Page,
  { width }: Look,
  known: readonly number[] = [],
): Promise<string[]> {
  return page.evaluate(
    async ({ standards, marked, width, known }) => {
      const tested = window as unknown as Tested;
      const shown = [...document.querySelectorAll('body, body *')].filter((element) =>
        element.checkVisibility({ visibilityProperty: true }),
      );
      /** What is not yet in a set, which is then. */
      const add = (set: WeakSet<Element>, elements: readonly Element[]): Element[] => {
        const fresh = elements.filter((element) => !set.has(element));
        fresh.forEach((element) => set.add(element));
        return fresh;
      };
      const level = document.documentElement.dataset['level'];
      const isNew = add(tested.shown, shown).length > 0 || !tested.levels.has(level);
      tested.levels.add(level);

      const placed = add(
        (tested.placed[width] ??= new WeakSet()),
        shown.filter(
          (element) =>
            element.matches('a[href], button, input, select, textarea, summary, [tabindex], [role]') ||
            /auto|scroll/.test(getComputedStyle(element).overflow),
        ),
      );

      const hash = (text: string): number =>
        [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
      const kindOf = new Map<Element | null, number>();
      const coloured = shown.filter((element) => {
        const style = getComputedStyle(element);
        // What axe takes for large may be paler.
        const large = parseFloat(style.fontSize) >= (Number(style.fontWeight) >= 700 ? 18.66 : 24);
        // A formula’s parts are of one kind, unless they have other colours.
        const formula = element.closest('math');
        const kind = hash(
          [
            kindOf.get((formula ?? element).parentElement),
            ...(formula ? ['math'] : [element.localName, element.getAttribute('class')]),
            ...[style.color, style.backgroundColor, style.backgroundImage, style.opacity, large],
          ].join(' '),
        );
        kindOf.set(element, kind);
        const hasText =
          element.matches('input, select, textarea') ||
          [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
        if (!hasText || known.includes(kind)) return false;
        const seen = (tested.kinds[kind] ??= []);
        return seen.length < 3 && !seen.includes(element) && seen.push(element);
      });
      if (!isNew && placed.length + coloured.length === 0) return [];

      placed.forEach((element) => element.setAttribute('data-placed', ''));
      coloured.forEach((element) => element.setAttribute('data-coloured', ''));
      const { violations } = await tested.axe.run(document, {
        runOnly: isNew ? standards : { type: 'rule', values: marked },
        resultTypes: ['violations'],
      });
      placed.forEach((element) => element.removeAttribute('data-placed'));
      coloured.forEach((element) => element.removeAttribute('data-coloured'));
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${id}: ${html.replaceAll(/ data-(placed|coloured)=""/g, '')}`),
      );
    },
    { standards, marked: Object.keys(selectors), width, known },
  );
}

/** The kinds of elements whose colours `violations` has looked at on a page. */
export const kindsOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => Object.keys((window as unknown as Tested).kinds).map(Number));

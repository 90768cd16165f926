/** A rehype plugin: TeX in the prose → MathML, which browsers lay out themselves and readers can select. */

import type { Element, Parents, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import temml from 'temml';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Characters of TeX from which on a display formula may be wider than the column. */
const wideFormula = 45;

export function rehypeTemml() {
  return (tree: Root, file: VFile): void => {
    const names = namesByPlace();
    visit(tree, 'element', (outer: Element, index, parent) => {
      if (/^h[1-6]$/.test(outer.tagName)) names.enter(toString(outer));
      // Display formulas come as code inside of pre; the whole of it is replaced.
      const [inner] = outer.children;
      const node = outer.tagName === 'pre' && inner?.type === 'element' ? inner : outer;
      const classes = Array.isArray(node.properties.className) ? node.properties.className : [];
      const inline = classes.includes('math-inline');
      const display = classes.includes('math-display');
      if ((!inline && !display) || index === undefined || !parent) return;
      const tex = toString(node);
      try {
        const mathml = temml.renderToString(tex, {
          displayMode: display,
          throwOnError: true,
          annotate: true,
        });
        const [math] = fromHtml(mathml, { fragment: true }).children;
        if (math?.type !== 'element') return;
        parent.children[index] = outer.tagName === 'pre' ? scroller(math, tex, names.next(parent)) : math;
      } catch (error) {
        file.fail(`TeX that cannot be read: ${(error as Error).message}`, outer.position);
      }
    });
  };
}

/** What a displayed formula is called: by its number, or else by its section and its place among those without one there. */
function namesByPlace() {
  let section = '';
  let met = 0;
  return {
    enter(heading: string): void {
      section = heading;
      met = 0;
    },
    next(around: Parents): string {
      const last = around.children.at(-1);
      const number = last && /^\(\d+\)$/.exec(toString(last).trim())?.[0];
      if (number) return `Formula ${number}`;
      met++;
      return ['Formula', ...(met > 1 ? [met] : []), ...(section ? [`in “${section}”`] : [])].join(' ');
    },
  };
}

/** Where a formula is wider than the column it scrolls, in a box, for not every browser scrolls a formula itself. */
function scroller(math: Element, tex: string, name: string): Element {
  const properties: Element['properties'] = { className: ['formula'] };
  // What scrolls must be reachable by keyboard; where scripts run, only that (`src/runtime/wide-formulas.ts`).
  if (tex.length > wideFormula) Object.assign(properties, { tabIndex: 0, role: 'group', ariaLabel: name });
  return { type: 'element', tagName: 'div', properties, children: [math] };
}

/** A rehype plugin: TeX in the prose → MathML, which browsers lay out themselves and readers can select. */

import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString } from 'hast-util-to-string';
import temml from 'temml';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Characters of TeX from which on a display formula may be wider than the column. */
const wideFormula = 45;

export function rehypeTemml() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'element', (outer: Element, index, parent) => {
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
        parent.children[index] = outer.tagName === 'pre' ? scroller(math, tex) : math;
      } catch (error) {
        file.fail(`TeX that cannot be read: ${(error as Error).message}`, outer.position);
      }
    });
  };
}

/** Where a formula is wider than the column it scrolls, in a box, for not every browser scrolls a formula itself. */
function scroller(math: Element, tex: string): Element {
  const properties: Element['properties'] = { className: ['formula'] };
  // What scrolls must be reachable by keyboard.
  if (tex.length > wideFormula)
    Object.assign(properties, { tabIndex: 0, role: 'group', ariaLabel: 'Formula' });
  return { type: 'element', tagName: 'div', properties, children: [math] };
}

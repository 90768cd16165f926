/** A rehype plugin: a formula in a sentence and the punctuation at it stand on one line; browsers would part them. */

import type { Element, ElementContent, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

const closing = /^[.,;:!?)\]’”…]+/;
const opening = /[([‘“]+$/;

export function keepTogether() {
  return (tree: Root): void => {
    visit(tree, (parent) => {
      if (!('children' in parent)) return;
      if (parent.type === 'element' && isSettled(parent)) return SKIP;
      const children = parent.children as ElementContent[];
      for (let i = 0; i < children.length; i++) {
        const formula = children[i];
        if (formula?.type !== 'element' || formula.tagName !== 'math' || isDisplayed(formula)) continue;
        const kept: ElementContent[] = [formula];
        const [before, after] = [children[i - 1], children[i + 1]];
        if (after?.type === 'text') {
          const signs = closing.exec(after.value)?.[0];
          if (signs) {
            kept.push({ type: 'text', value: signs });
            after.value = after.value.slice(signs.length);
          }
        }
        if (before?.type === 'text') {
          const signs = opening.exec(before.value)?.[0];
          if (signs) {
            kept.unshift({ type: 'text', value: signs });
            before.value = before.value.slice(0, -signs.length);
          }
        }
        if (kept.length > 1)
          children[i] = {
            type: 'element',
            tagName: 'span',
            properties: { className: ['together'] },
            children: kept,
          };
      }
      return undefined;
    });
  };
}

/** Formulas themselves, and what was put together before. */
function isSettled({ tagName, properties }: Element): boolean {
  return (
    tagName === 'math' || (Array.isArray(properties.className) && properties.className.includes('together'))
  );
}

function isDisplayed({ properties }: Element): boolean {
  return properties.display === 'block';
}

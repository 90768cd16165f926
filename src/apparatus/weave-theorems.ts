/** Theorems, their kin, and proofs. */

import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { inline, text } from './nodes.ts';
import { become, close, open } from './shape.ts';

/** The name and number of a theorem open its first paragraph. */
export function weaveTheorems(tree: Root, { apparatus }: LinkedChapter): void {
  visit(tree, (node) => {
    if (isElement(node, 'Theorem')) {
      const element = node as JsxElement;
      const id = stringAttribute(element, 'id') ?? '';
      const kind = stringAttribute(element, 'kind') ?? 'theorem';
      const title = stringAttribute(element, 'title');
      const label = apparatus.targets.find((target) => target.id === id)?.label ?? '';
      become(element, 'div', { class: `theorem theorem-${kind}`, id, role: 'group', 'aria-label': label });
      open(element, inline('strong', { class: 'theorem-head' }, [text(label)]), [
        text(title === undefined ? '. ' : ` (${title}). `),
      ]);
    } else if (isElement(node, 'Proof')) {
      const element = node as JsxElement;
      become(element, 'div', { class: 'proof', role: 'group', 'aria-label': 'Proof' });
      open(element, inline('em', { class: 'proof-head' }, [text('Proof.')]), [text(' ')]);
      close(
        element,
        inline('span', { class: 'proof-end', 'aria-label': 'End of the proof', role: 'img' }, [text('□')]),
      );
    }
  });
}

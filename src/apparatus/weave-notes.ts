/** Notes are a list at the chapter's end; the style sheet sets them beside their lines where there is room. */

import type { PhrasingContent, Root, RootContent } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { isElement, type JsxElement } from '../notebook/parse-claims.ts';
import { block, inline, text } from './nodes.ts';
import { paragraph } from './shape.ts';

const lineOf = (number: number | string): string => `--note-line-${number}`;

/** A note is an anchor for the next one, and knows its line and the note before it. */
const placeOf = (before: number): string =>
  `anchor-name:--note-${before + 1};--line:${lineOf(before + 1)};--before:--note-${before}`;

export function weaveNotes(tree: Root): void {
  const notes: RootContent[] = [];
  visit(tree, (node, index, parent) => {
    if (!isElement(node, 'Sidenote') || index === undefined || !parent) return;
    const number = String(notes.length + 1);
    const words = (node as JsxElement).children as PhrasingContent[];
    const back = inline(
      'a',
      {
        class: 'note-back',
        href: `#note-${number}-ref`,
        role: 'doc-backlink',
        'aria-label': `Back to the text at note ${number}`,
      },
      [text('↩')],
    );
    notes.push(
      block('li', { class: 'note', id: `note-${number}`, style: placeOf(notes.length) }, [
        paragraph([...words, text(' '), back]),
      ]),
    );
    const mark = inline(
      'a',
      {
        id: `note-${number}-ref`,
        href: `#note-${number}`,
        role: 'doc-noteref',
        'aria-label': `Note ${number}`,
      },
      [text(number)],
    );
    parent.children[index] = inline('sup', { class: 'note-ref', style: `anchor-name:${lineOf(number)}` }, [
      mark,
    ]);
    return [SKIP, index + 1];
  });
  if (notes.length === 0) return;
  tree.children.push(
    block('section', { class: 'notes', role: 'doc-endnotes', 'aria-labelledby': 'notes' }, [
      block('h2', { id: 'notes' }, [text('Notes')]),
      block('ol', {}, notes),
    ]),
  );
}

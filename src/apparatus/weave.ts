/** Puts the apparatus of a chapter into its tree: links, numbers, notes, captions, sources. */

import type { Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { labelsOf, withoutLabels } from './equations.ts';
import { block, inline, link, text } from './nodes.ts';
import { become, open } from './shape.ts';
import { weaveSources } from './sources.ts';
import { weaveLinks } from './weave-links.ts';
import { weaveNotes } from './weave-notes.ts';
import { weaveTheorems } from './weave-theorems.ts';

/**
 * Weaves what `check.ts` has found to be right; a key or an anchor that is not there is left as it is written.
 *
 * @param root the project's folder
 * @param home from the chapter's page to the site's base: `../`
 */
export function weaveApparatus(tree: Root, chapter: LinkedChapter, root: string, home: string): void {
  weaveMoved(tree);
  weaveHeadings(tree, chapter);
  weaveEquations(tree, chapter);
  weaveTheorems(tree, chapter);
  weaveLinks(tree, chapter, root, home);
  weaveCellTexts(tree, chapter);
  weaveNotes(tree);
  weaveSources(tree, chapter, root, home);
}

/** An anchor that nobody sees or hears, for links to what follows under its earlier name. */
function weaveMoved(tree: Root): void {
  visit(tree, (node) => {
    if (!isElement(node, 'Moved')) return;
    const id = stringAttribute(node as JsxElement, 'from') ?? '';
    become(node as JsxElement, node.type === 'mdxJsxFlowElement' ? 'div' : 'span', { class: 'moved', id });
  });
}

/** A heading is a link to its own section, unless it holds a link already. */
function weaveHeadings(tree: Root, { apparatus }: LinkedChapter): void {
  const sections = apparatus.targets.filter(({ kind }) => kind === 'section');
  let met = 0;
  visit(tree, 'heading', (node) => {
    const section = sections[met++];
    if (!section) return;
    node.data = { ...node.data, hProperties: { id: section.id } };
    const plain = node.children.every(({ type }) => type !== 'link' && type !== 'mdxJsxTextElement');
    if (plain) node.children = [link(`#${section.id}`, node.children, { className: ['section-link'] })];
    return SKIP;
  });
}

function weaveEquations(tree: Root, { apparatus }: LinkedChapter): void {
  visit(tree, 'math', (node, index, parent) => {
    const [label] = labelsOf(node.value);
    const target = label && apparatus.targets.find(({ id }) => id === label.id);
    if (!target || index === undefined || !parent) return;
    node.value = withoutLabels(node.value).trim();
    const [code] =
      (node.data as { hChildren?: { type: string; children: unknown[] }[] } | undefined)?.hChildren ?? [];
    if (code?.type === 'element') code.children = [{ type: 'text', value: node.value }];
    const number = inline(
      'a',
      {
        class: 'equation-number',
        href: `#${target.id}`,
        'aria-label': `Equation ${target.label.slice(1, -1)}`,
      },
      [text(target.label)],
    );
    parent.children[index] = block('div', { class: 'equation', id: target.id }, [
      node,
      block('p', {}, [number]),
    ]) as never;
    return [SKIP, index + 1];
  });
}

/** Captions move into the cell that they describe; what to try stays where it is written. */
function weaveCellTexts(tree: Root, { apparatus }: LinkedChapter): void {
  const cells = new Map<string, JsxElement>();
  visit(tree, (node) => {
    if (isElement(node, 'Cell'))
      cells.set(stringAttribute(node as JsxElement, 'id') ?? '', node as JsxElement);
  });
  visit(tree, (node, index, parent) => {
    const element = node as JsxElement;
    if (isElement(node, 'Try')) {
      become(element, 'div', { class: 'try', role: 'note', 'aria-label': 'Try' });
      open(element, inline('strong', { class: 'try-head' }, [text('Try')]), [text(' ')]);
    }
    if (!isElement(node, 'Caption') || index === undefined || !parent) return;
    const of = stringAttribute(element, 'of') ?? '';
    const cell = cells.get(of);
    const label = apparatus.targets.find(({ id }) => id === of)?.label ?? '';
    if (!cell) return;
    become(element, 'div', { class: 'caption', id: `${of}-caption` });
    open(element, inline('span', { class: 'caption-number' }, [text(label)]), [text('. ')]);
    cell.attributes.push({ type: 'mdxJsxAttribute', name: 'described', value: `${of}-caption` });
    cell.children.push(element as never);
    parent.children.splice(index, 1);
    return index;
  });
}

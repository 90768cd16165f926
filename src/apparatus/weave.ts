/** Puts the apparatus of a chapter into its tree: links, numbers, notes, captions, sources. */

import type { PhrasingContent, Root, RootContent } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { readBibliography } from './bibliography.ts';
import { termId } from './back-links.ts';
import { shortForms } from './citation-form.ts';
import { labelsOf, withoutLabels } from './equations.ts';
import { readGlossary } from './glossary.ts';
import { block, inline, link, text } from './nodes.ts';
import { splitTarget } from './read.ts';
import { findTarget, readSite } from './site.ts';
import { weaveSources } from './sources.ts';
import { weaveCitation } from './weave-citation.ts';

/**
 * Weaves what `check.ts` has found to be right; a key or an anchor that is not there is left as it is written.
 *
 * @param root the project's folder
 * @param home from the chapter's page to the site's base: `../`
 */
export function weaveApparatus(tree: Root, chapter: LinkedChapter, root: string, home: string): void {
  weaveHeadings(tree, chapter);
  weaveEquations(tree, chapter);
  weaveTheorems(tree, chapter);
  weaveLinks(tree, chapter, root, home);
  weaveCellTexts(tree, chapter);
  weaveNotes(tree);
  weaveSources(tree, chapter, root, home);
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

/** The name and number of a theorem open its first paragraph. */
function weaveTheorems(tree: Root, { apparatus }: LinkedChapter): void {
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

function become(element: JsxElement, name: string, attributes: Readonly<Record<string, string>>): void {
  element.name = name;
  element.attributes = block(name, attributes, []).attributes;
}

function open(element: JsxElement, head: PhrasingContent, after: readonly PhrasingContent[]): void {
  const children = element.children as RootContent[];
  const [first] = children;
  if (first?.type === 'paragraph') first.children.unshift(head, ...after);
  // Text in the line of the tag itself comes without a paragraph.
  else if (first && isPhrasing(first)) element.children = [paragraph([head, ...after, ...children])] as never;
  else children.unshift(paragraph([head]));
}

function close(element: JsxElement, end: PhrasingContent): void {
  const last = (element.children as RootContent[]).at(-1);
  if (last?.type === 'paragraph') last.children.push(text(' '), end);
  else (element.children as RootContent[]).push(paragraph([end]));
}

const paragraph = (children: readonly RootContent[]): RootContent => ({
  type: 'paragraph',
  children: [...children] as PhrasingContent[],
});

const isPhrasing = (node: RootContent): boolean =>
  ['text', 'emphasis', 'strong', 'inlineCode', 'inlineMath', 'link', 'mdxJsxTextElement'].includes(node.type);

function weaveLinks(tree: Root, chapter: LinkedChapter, root: string, home: string): void {
  const forms = shortForms(readBibliography(root));
  const glossary = new Map(readGlossary(root).map((term) => [term.id, term]));
  const site = readSite(root, [chapter]);
  const count = counter();
  visit(tree, (node, index, parent) => {
    if (index === undefined || !parent) return;
    const element = node as JsxElement;
    let woven: PhrasingContent[] | undefined;
    if (isElement(node, 'Cite')) woven = weaveCitation(element, forms, home, count);
    else if (isElement(node, 'Term')) {
      const of = stringAttribute(element, 'of') ?? '';
      const words = element.children as PhrasingContent[];
      woven = [
        link(`${home}glossary/#${of}`, words.length > 0 ? words : [text(glossary.get(of)?.term ?? of)], {
          className: ['term'],
          id: termId(of, count(`term ${of}`)),
        }),
      ];
    } else if (isElement(node, 'Ref')) {
      const reference = splitTarget(stringAttribute(element, 'to') ?? '');
      const found = findTarget(site, chapter.slug, { ...reference, offset: 0, length: 0 });
      if (!found) return;
      const elsewhere = found.chapter.slug !== chapter.slug;
      const words = element.children as PhrasingContent[];
      const named = found.target
        ? `${found.target.label}${elsewhere ? ` of “${found.chapter.title}”` : ''}`
        : `“${found.chapter.title}”`;
      const anchor = found.target ? `#${found.target.id}` : '';
      woven = [
        link(
          elsewhere ? `${home}${found.chapter.address}${anchor}` : anchor || '#main',
          words.length > 0 ? words : [text(named)],
          { className: ['ref'], dataRef: found.target?.kind ?? 'chapter' },
        ),
      ];
    }
    if (!woven) return;
    // Alone between empty lines it is a paragraph.
    const inLine = node.type === 'mdxJsxTextElement';
    const pieces = inLine ? woven : [paragraph(woven)];
    parent.children.splice(index, 1, ...(pieces as never[]));
    // What stands between its tags may hold others.
    return index + (inLine && element.children.length > 0 ? 0 : pieces.length);
  });
}

/** How many of each name there have been. */
function counter(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const next = (counts.get(name) ?? 0) + 1;
    counts.set(name, next);
    return next;
  };
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
    open(element, link(`#${of}`, [text(label)], { className: ['caption-number'] }), [text('. ')]);
    cell.attributes.push({ type: 'mdxJsxAttribute', name: 'described', value: `${of}-caption` });
    cell.children.push(element as never);
    parent.children.splice(index, 1);
    return index;
  });
}

/** Notes are a list at the chapter's end; the style sheet sets them beside their lines where there is room. */
function weaveNotes(tree: Root): void {
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
      block('li', { class: `note note-${number}`, id: `note-${number}` }, [
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
    parent.children[index] = inline('sup', { class: `note-ref note-ref-${number}` }, [mark]);
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

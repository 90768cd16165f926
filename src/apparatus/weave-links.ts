/** Citations, terms and references become links. */

import type { PhrasingContent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { isElement, stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { termId } from './back-links.ts';
import { readBibliography } from './bibliography.ts';
import { shortForms } from './citation-form.ts';
import { readGlossary } from './glossary.ts';
import { link, text } from './nodes.ts';
import { splitTarget } from './read.ts';
import { paragraph } from './shape.ts';
import { findTarget, readSite } from './site.ts';
import { weaveCitation } from './weave-citation.ts';

export function weaveLinks(tree: Root, chapter: LinkedChapter, root: string, home: string): void {
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

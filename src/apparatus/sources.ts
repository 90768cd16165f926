/** The list of sources at a chapter's end, made from what it cites. */

import type { PhrasingContent, Root } from 'mdast';
import type { LinkedChapter } from '../notebook/types.ts';
import { readBibliography } from './bibliography.ts';
import { shortForms } from './citation-form.ts';
import { fullReference } from './full-reference.ts';
import { block, link, text } from './nodes.ts';

export function weaveSources(tree: Root, chapter: LinkedChapter, root: string, home: string): void {
  const cited = new Set(chapter.apparatus.citations.flatMap(({ keys }) => keys));
  const works = readBibliography(root);
  const forms = shortForms(works);
  const items = works
    .filter(({ key }) => cited.has(key))
    .map((work) => {
      const parts = fullReference(work, forms.get(work.key)?.year ?? String(work.year));
      return block('li', { id: `source-${work.key}` }, [
        {
          type: 'paragraph',
          children: parts.map((part): PhrasingContent => {
            if (part.href !== undefined) return link(part.href, [text(part.text)]);
            return part.italic ? { type: 'emphasis', children: [text(part.text)] } : text(part.text);
          }),
        },
      ]);
    });
  if (items.length === 0) return;
  tree.children.push(
    block('section', { class: 'sources', 'aria-labelledby': 'sources' }, [
      block('h2', { id: 'sources' }, [text('Sources')]),
      block('ul', {}, items),
      {
        type: 'paragraph',
        children: [
          text('What each of them says, and who else cites it, stands in the '),
          link(`${home}bibliography/`, [text('bibliography')]),
          text('.'),
        ],
      },
    ]),
  );
}

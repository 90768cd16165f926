/** Everything on the site that others may link to, with the place in the project where it is written. */

import { readBibliography } from '../apparatus/bibliography.ts';
import { arrangeReading } from '../apparatus/further-reading.ts';
import { readGlossary } from '../apparatus/glossary.ts';
import { readHistory } from '../apparatus/history.ts';
import { places } from '../apparatus/navigation.ts';
import { siteChapter } from '../apparatus/site.ts';
import type { Target, TargetKind } from '../apparatus/types.ts';
import { dataPath, embedAddress, homeSlug } from '../notebook/address.ts';
import { chapterFolder } from '../notebook/chapters.ts';
import { embedsOf } from '../notebook/embeds.ts';
import type { Place } from '../notebook/problem.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { siteTitle } from './citation.ts';
import { listDataPages } from './data-pages.ts';

export type LinkKind =
  TargetKind | 'page' | 'function' | 'term' | 'work' | 'event' | 'entry' | 'file' | 'embed' | 'data';

export interface Linkable {
  /** Below the site's base, with a slash before it: `/inductive-bias/#training`. */
  readonly address: string;
  readonly kind: LinkKind;
  readonly title: string;
  /** Where a chapter says it. */
  readonly place?: Place;
}

/** Headings of pages that are no chapters. */
const sections: Readonly<Record<string, readonly (readonly [id: string, title: string])[]>> = {
  '/': [
    ['chapters', 'The chapters'],
    ['where-to-begin', 'Where to begin'],
    ['what-holds', 'What holds these pages to account'],
  ],
  '/linking/': [
    ['a-passage', 'To a passage'],
    ['what-you-see', 'To what you see'],
    ['a-figure', 'A figure in your own page'],
    ['many', 'For those who keep many links'],
  ],
  '/speed/': [['how', 'Where the time goes']],
};

/** Files whose content changes with the site, and whose address does not. */
const files: Readonly<Record<string, string>> = {
  '/bibliography.bib': 'The bibliography as BibTeX',
  '/claims.json': 'Every claim with its condition',
  '/feed.xml': 'The chapters as a feed',
  '/licences.txt': 'The licences of the work of others',
  '/links.json': 'Every address that may be linked to',
  '/llms.txt': 'What the site is, as plain text',
  '/robots.txt': 'What crawlers may read',
  '/sitemap.xml': 'All pages, for crawlers',
};

/** What is there for each chapter besides its page. */
const filesOf = (slug: string): readonly (readonly [address: string, title: string])[] => [
  [`/${slug}.md`, 'as Markdown'],
  [`/cite/${slug}.bib`, 'cited in BibTeX'],
  [`/cite/${slug}.json`, 'cited in CSL-JSON'],
  [`/pictures/${slug}.png`, 'as a picture'],
];

/** All that may be linked to, page by page. */
export function listLinkable(root: string, chapters: readonly LinkedChapter[]): Linkable[] {
  return [
    ...chapters.flatMap(inChapter),
    ...chapters.flatMap((chapter) =>
      embedsOf(root, chapter).map(({ id, title }): Linkable => ({
        address: `/${embedAddress(chapter.slug, id)}`,
        kind: 'embed',
        title,
      })),
    ),
    ...places.map(({ address, name }): Linkable => ({ address: `/${address}`, kind: 'page', title: name })),
    ...Object.entries(sections).flatMap(([page, found]) =>
      found.map(([id, title]): Linkable => ({ address: `${page}#${id}`, kind: 'section', title })),
    ),
    ...listDataPages(root).flatMap(({ folder, cell, label, chapter, sections: tables }): Linkable[] => {
      const page = `/${folder === undefined ? '' : `${folder}/`}${dataPath(cell)}`;
      const title = `The rows behind ${label} of ${chapter}`;
      return [
        { address: page, kind: 'data', title },
        ...tables
          .flatMap((section) => section.tables)
          .map(({ file }): Linkable => ({ address: `${page}${file}.csv`, kind: 'file', title })),
      ];
    }),
    ...inLists(root, chapters),
    ...Object.entries(files).map(([address, title]): Linkable => ({ address, kind: 'file', title })),
  ];
}

/** A chapter, or a page of the reference, and all that it has an anchor for. */
function inChapter(chapter: LinkedChapter): Linkable[] {
  const { file, text, slug, apparatus } = chapter;
  const written = file.startsWith(`${chapterFolder}/`);
  const { title, address } = siteChapter(chapter);
  const page = `/${address}`;
  const kindOf = ({ kind, depth }: Target): LinkKind =>
    !written && kind === 'section' && depth === 2 ? 'function' : kind;
  const ends: Linkable[] = [
    ...(written && text.includes('<Sidenote') ? [['notes', 'Notes'] as const] : []),
    ...(written && apparatus.citations.length > 0 ? [['sources', 'Sources'] as const] : []),
    ...(written && slug !== homeSlug ? [['cite-this-chapter', 'How to cite this chapter'] as const] : []),
  ].map(([id, said]) => ({ address: `${page}#${id}`, kind: 'section', title: said }));
  return [
    { address: page, kind: 'page', title: slug === homeSlug ? siteTitle : title },
    ...apparatus.targets.map((target): Linkable => ({
      address: `${page}#${target.id}`,
      kind: kindOf(target),
      title: target.title ?? target.label,
      place: { file, text, offset: target.offset, length: firstLine(text, target) },
    })),
    ...ends,
    ...(written ? filesOf(slug) : []).map(([at, how]): Linkable => ({
      address: at,
      kind: 'file',
      title: `${title}, ${how}`,
    })),
  ];
}

const firstLine = (text: string, { offset, length }: Target): number =>
  Math.max(1, text.slice(offset, offset + length).split('\n', 1)[0]?.length ?? 1);

/** Glossary, bibliography, history, ledger. */
function inLists(root: string, chapters: readonly LinkedChapter[]): Linkable[] {
  const listed = (page: string, kind: LinkKind, rows: readonly (readonly [string, string])[]): Linkable[] =>
    rows.map(([id, title]) => ({ address: `/${page}/#${id}`, kind, title }));
  const works = readBibliography(root);
  return [
    ...listed(
      'glossary',
      'term',
      readGlossary(root).map(({ id, term }) => [id, term]),
    ),
    ...listed(
      'bibliography',
      'work',
      works.map(({ key, title }) => [key, title]),
    ),
    ...listed(
      'further-reading',
      'entry',
      works.filter(({ annotation }) => annotation !== undefined).map(({ key, title }) => [key, title]),
    ),
    ...listed(
      'further-reading',
      'section',
      arrangeReading(works, chapters).map(({ slug = 'first' }) => [slug, 'A shelf of further reading']),
    ),
    ...listed(
      'history',
      'event',
      readHistory(root).map(({ key, work }) => [key, `${work.year}: ${work.title}`]),
    ),
    ...listed(
      'claims',
      'entry',
      chapters.flatMap(({ claims }) => claims.map(({ id }) => [id, `claim “${id}” in the ledger`])),
    ),
  ];
}

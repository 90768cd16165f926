/** Where one can go: the places of the site, and from one chapter to its neighbours. */

import { chapterFolder } from '../notebook/chapters.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { readSite, type SiteChapter } from './site.ts';

/** A place of the site, its address below the base. */
export interface Place {
  readonly address: string;
  readonly name: string;
}

/** The chapters in reading order; the home page, whose address is the base itself, is none of them. */
export function readingOrder(root: string, chapters: readonly LinkedChapter[]): SiteChapter[] {
  const site = readSite(root, chapters);
  return chapters
    .filter(({ file }) => file.startsWith(`${chapterFolder}/`))
    .flatMap(({ slug }) => site.get(slug) ?? [])
    .filter(({ address }) => address !== '');
}

/** The places besides the chapters, for headers and footers. */
export const places: readonly Place[] = [
  { address: 'claims/', name: 'Ledger of claims' },
  { address: 'glossary/', name: 'Glossary' },
  { address: 'history/', name: 'History' },
  { address: 'bibliography/', name: 'Bibliography' },
  { address: 'further-reading/', name: 'Further reading' },
  { address: 'reference/', name: 'Library' },
  { address: 'speed/', name: 'Speed' },
  { address: 'linking/', name: 'Linking here' },
  { address: 'search/', name: 'Search' },
];

/** The chapters before and after one. */
export function neighbours(
  order: readonly SiteChapter[],
  slug: string,
): { before: SiteChapter | undefined; after: SiteChapter | undefined } {
  const at = order.findIndex((chapter) => chapter.slug === slug);
  return { before: order[at - 1], after: at < 0 ? undefined : order[at + 1] };
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly parts: { readonly id: string; readonly title: string }[];
}

/** The sections of a chapter with their parts, and at the end its notes and sources. */
export function sectionsOf({ apparatus }: Pick<LinkedChapter, 'apparatus'>): Section[] {
  const sections: Section[] = [];
  for (const { kind, id, title = '', depth } of apparatus.targets) {
    if (kind !== 'section') continue;
    if (depth === 2) sections.push({ id, title, parts: [] });
    else if (depth === 3) sections.at(-1)?.parts.push({ id, title });
  }
  if (apparatus.citations.length > 0) sections.push({ id: 'sources', title: 'Sources', parts: [] });
  return sections;
}

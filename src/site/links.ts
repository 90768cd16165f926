/** What `links.json` says of each address that may be linked to. */

import { readGlossary } from '../apparatus/glossary.ts';
import { plainMarkdown } from '../apparatus/markdown.ts';
import { addressOf, dataPath, embedAddress } from '../notebook/address.ts';
import { readChapters } from '../notebook/chapters.ts';
import { embedsOf } from '../notebook/embeds.ts';
import { readLedger } from '../notebook/ledger.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { addressAt, type Place } from './address.ts';
import { listChapters } from './chapters.ts';
import { listDataPages } from './data-pages.ts';
import { listLinkable, type LinkKind } from './linkable.ts';
import { captionsOf } from './plain-markdown.ts';

interface DescribedLink {
  readonly address: string;
  readonly kind: LinkKind;
  readonly title: string;
  /** Of a chapter, a figure, a claim or a term: what it is about, in a sentence or two. Formulas are TeX. */
  readonly summary?: string;
  /** Of a claim: what its sentence rests on, and the condition under which the site is published. */
  readonly claim?: { readonly kind: string; readonly condition: string; readonly seeds: number };
  /** Of a cell with a figure: the page to be embedded. */
  readonly embed?: string;
  /** Of a figure: the rows behind it. */
  readonly data?: string;
  /** Of a chapter: the terms that it uses. */
  readonly terms?: readonly string[];
  /** Of a term: the chapters that use it. */
  readonly usedIn?: readonly string[];
}

/** All of them, page by page; each address is whole where the site's origin is known. */
export function describeLinks(root: string, place: Place): DescribedLink[] {
  const chapters = readChapters(root);
  const at = (address: string): string => addressAt(place, address.slice(1));
  const more = new Map<string, Partial<DescribedLink>>([
    ...listChapters(root).map(({ path, description, chapter }) => {
      const terms = [...new Set(chapter.apparatus.terms.map(({ of }) => of))].sort();
      return [
        `/${path}`,
        { summary: description, terms: terms.map((id) => at(`/glossary/#${id}`)) },
      ] as const;
    }),
    ...chapters.flatMap((chapter) =>
      [...captionsOf(root, chapter)].map(
        ([id, summary]) => [`/${addressOf(chapter.slug)}#${id}`, { summary }] as const,
      ),
    ),
    ...readLedger(root, '/').map(
      ({ url, text, kind, condition, seeds }) =>
        [url, { summary: text, claim: { kind, condition, seeds } }] as const,
    ),
    ...readGlossary(root).map(
      ({ id, text }) =>
        [
          `/glossary/#${id}`,
          { summary: plainMarkdown(text), usedIn: usersOf(id, chapters).map((page) => at(page)) },
        ] as const,
    ),
  ]);
  const embeds = new Map<string, Partial<DescribedLink>>(
    chapters.flatMap((chapter) =>
      embedsOf(root, chapter).map(
        ({ id }) =>
          [`/${addressOf(chapter.slug)}#${id}`, { embed: at(`/${embedAddress(chapter.slug, id)}`) }] as const,
      ),
    ),
  );
  const rows = new Map<string, Partial<DescribedLink>>(
    listDataPages(root).map(({ folder, cell }) => {
      const page = folder === undefined ? '/' : `/${folder}/`;
      return [`${page}#${cell}`, { data: at(`${page}${dataPath(cell)}`) }] as const;
    }),
  );
  return listLinkable(root, chapters).map(({ address, kind, title }) => ({
    address: at(address),
    kind,
    title,
    ...more.get(address),
    ...embeds.get(address),
    ...rows.get(address),
  }));
}

const usersOf = (term: string, chapters: readonly LinkedChapter[]): string[] =>
  chapters
    .filter(({ apparatus }) => apparatus.terms.some(({ of }) => of === term))
    .map(({ slug }) => `/${addressOf(slug)}`);

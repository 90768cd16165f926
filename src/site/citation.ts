/** How a chapter is cited: as BibTeX, as CSL-JSON, and in a sentence. */

import type { ListedChapter } from './chapters.ts';

export const siteTitle = 'Theorem or Habit';
export const siteAuthors = 'The authors of Theorem or Habit';

export interface Cited extends Pick<ListedChapter, 'slug' | 'title' | 'published' | 'updated'> {
  readonly version: string;
  readonly address: string;
}

const dayOf = ({ updated, published }: Cited): string | undefined => updated ?? published;

/** Letters that TeX takes for its own. */
const tex = (text: string): string => text.replaceAll('’', "'").replace(/[&%$#_{}]/g, (sign) => `\\${sign}`);

/** An entry of a `.bib` file. Braces keep the names of people and groups in their case. */
export function bibtexOf(cited: Cited): string {
  const day = dayOf(cited);
  const fields = {
    author: `{${tex(siteAuthors)}}`,
    title: `{${tex(cited.title)}}`,
    howpublished: `In: ${siteTitle}`,
    ...(day ? { year: day.slice(0, 4), month: String(Number(day.slice(5, 7))) } : {}),
    version: cited.version,
    url: cited.address,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{theorem-or-habit-${cited.slug},\n${lines.join(',\n')}\n}\n`;
}

/** An item of CSL-JSON, in a list of one. */
export function cslOf(cited: Cited): string {
  const day = dayOf(cited);
  const item = {
    id: `theorem-or-habit-${cited.slug}`,
    type: 'chapter',
    title: cited.title,
    'container-title': siteTitle,
    author: [{ literal: siteAuthors }],
    ...(day ? { issued: { 'date-parts': [day.split('-').map(Number)] } } : {}),
    version: cited.version,
    URL: cited.address,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/** For a reader who copies one line. */
export function sentenceOf(cited: Cited): string {
  const day = dayOf(cited);
  return `${siteAuthors}${day ? ` (${day.slice(0, 4)})` : ''}. ${cited.title}. In: ${siteTitle}, version ${cited.version}. ${cited.address}`;
}

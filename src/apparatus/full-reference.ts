/** The full reference of a work, as it stands in a list of sources. */

import type { Name, Work } from './work.ts';

/** A piece of a reference; `href` where it leads to the work itself. */
export interface ReferencePart {
  readonly text: string;
  readonly italic?: boolean;
  readonly href?: string;
}

/** Titles that stand by themselves are set in italics, parts of something else between quotes. */
const whole = new Set([
  'book',
  'phdthesis',
  'mastersthesis',
  'thesis',
  'proceedings',
  'techreport',
  'report',
]);

/**
 * “Taco S. Cohen and Max Welling, “Group Equivariant Convolutional Networks”, *ICML* (2016), arXiv:1602.07576.”
 *
 * @param year as it is cited: 2016, or 2016a
 */
export function fullReference(work: Work, year: string): ReferencePart[] {
  const parts: ReferencePart[] = [];
  const add = (text: string, more: Omit<ReferencePart, 'text'> = {}): void =>
    void parts.push({ text, ...more });
  const { authors, editors, title, container, volume, issue, pages, publisher, edition, note } = work;
  if (authors.length > 0) add(`${listed(authors)}, `);
  else if (editors.length > 0) add(`${listed(editors)} (${editors.length > 1 ? 'eds' : 'ed.'}), `);
  if (whole.has(work.type)) add(title, { italic: true });
  else add(`“${title}”`);
  if (container) {
    add(work.type === 'article' ? ', ' : ', in ');
    add(container, { italic: true });
  }
  if (volume) add(container ? ` ${volume}` : `, volume ${volume}`);
  if (issue) add(`(${issue})`);
  if (authors.length > 0 && editors.length > 0) add(`, edited by ${listed(editors)}`);
  if (edition) add(`, ${ordinal(edition)} edition`);
  if (publisher && work.type !== 'article') add(`, ${publisher}`);
  add(` (${year})`);
  if (pages) add(`${volume && container ? ' ' : ', '}${pages}`);
  if (note) add(`, ${note}`);
  for (const link of linksOf(work)) {
    add(', ');
    parts.push(link);
  }
  add('.');
  return parts;
}

/** Where the work can be read: DOI and arXiv, or else its address. */
function linksOf({ doi, arxiv, url }: Work): { text: string; href: string }[] {
  const links = [
    ...(doi ? [{ text: `doi:${doi}`, href: `https://doi.org/${doi}` }] : []),
    ...(arxiv ? [{ text: `arXiv:${arxiv}`, href: `https://arxiv.org/abs/${arxiv}` }] : []),
  ];
  if (links.length > 0 || !url) return links;
  return [{ text: url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, ''), href: url }];
}

function listed(names: readonly Name[]): string {
  const full = names.map(({ given, family }) => `${given} ${family}`.trim());
  // A list of a collaboration's members says less than its beginning.
  if (full.length > 8) return `${full[0]} and ${full.length - 1} others`;
  return full.length < 2 ? full.join('') : `${full.slice(0, -1).join(', ')} and ${full.at(-1)}`;
}

function ordinal(edition: string): string {
  const words: Readonly<Record<string, string>> = { 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' };
  return words[edition] ?? edition;
}

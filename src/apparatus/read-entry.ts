/** An entry of BibTeX → a work, its TeX decoded. */

import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { nearest } from '../notebook/spelling.ts';
import type { BibEntry } from './bib-entries.ts';
import type { Name, Work } from './work.ts';

const types = new Set([
  ...['article', 'book', 'inbook', 'incollection', 'inproceedings', 'misc', 'phdthesis', 'mastersthesis'],
  ...['proceedings', 'techreport', 'unpublished', 'online', 'report', 'thesis'],
]);

export type ReportAt = (summary: string, remedy: string, offset: number, length: number) => void;

/** Reads one entry; what is wrong with it is reported. */
export function readEntry(entry: BibEntry, report: ReportAt): Work | undefined {
  const { key, type, offset, fields } = entry;
  const head = `@${type}{${key}`.length;
  let sound = true;
  const fail = (summary: string, remedy: string, at = offset, length = head): void => {
    sound = false;
    report(summary, remedy, at, length);
  };
  if (!entry.closed)
    fail(`the entry “${key}” is not closed`, 'Give each { its }; the entry ends with a } of its own.');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*-\d{4}[a-z]?$/.test(key))
    fail(
      `“${key}” is no key of a work`,
      'Write surnames and year, in lower-case letters without accents: cohen-welling-2016.',
    );
  if (!types.has(type)) {
    const close = nearest(type, [...types]);
    fail(
      `“@${type}” is no type of entry`,
      close ? `Did you mean “@${close}”?` : `Known: ${[...types].join(', ')}.`,
    );
  }
  const names = fields.map(({ name }) => name);
  for (const [index, { name, offset: at }] of fields.entries())
    if (names.indexOf(name) < index)
      fail(`“${key}” has “${name}” twice`, 'Keep one of the two.', at, name.length);
  const raw = (name: string): string | undefined => fields.find((field) => field.name === name)?.value;
  const at = (name: string) => fields.find((field) => field.name === name)?.offset;
  for (const name of ['title', 'year', raw('editor') === undefined ? 'author' : 'editor'])
    if (!raw(name)) fail(`“${key}” has no ${name}`, `Write ${name} = {…} into the entry.`);
  const year = Number(raw('year'));
  if (raw('year') && !Number.isInteger(year))
    fail(
      `the year of “${key}” is “${raw('year')}”`,
      'Write the year as a number: year = {1918}.',
      at('year'),
      4,
    );
  const doi = raw('doi');
  if (doi !== undefined && !/^10\.\d{4,9}\/\S+$/.test(doi))
    fail(
      `“${doi}” is no DOI`,
      'It begins with 10. and has neither an address before it nor spaces: doi = {10.1109/5.726791}.',
      at('doi'),
      3,
    );
  const eprint = raw('eprint');
  if (eprint !== undefined && !/^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})$/.test(eprint))
    fail(
      `“${eprint}” is no number of arXiv`,
      'It reads like 2104.13478 or physics/0503066, without a version.',
      at('eprint'),
      6,
    );
  if (eprint !== undefined && raw('archiveprefix')?.toLowerCase() !== 'arxiv')
    fail(
      `the eprint of “${key}” does not say where it lies`,
      'Add archiveprefix = {arXiv}.',
      at('eprint'),
      6,
    );
  if (
    !doi &&
    !eprint &&
    !raw('url') &&
    !raw('publisher') &&
    !raw('isbn') &&
    !raw('institution') &&
    !raw('journal')
  )
    fail(
      `nothing says where “${key}” can be found`,
      'Add doi, or eprint with archiveprefix, or url; a book has a publisher.',
    );
  if (!sound) return undefined;
  const decoded = decode(entry, fail);
  return decoded && { ...decoded, key, type, year, doi, arxiv: eprint, url: raw('url'), offset };
}

/** What citation-js makes of an entry; its form is that of CSL-JSON. */
interface Decoded {
  readonly author?: readonly {
    family?: string;
    given?: string;
    'non-dropping-particle'?: string;
    'dropping-particle'?: string;
  }[];
  readonly editor?: Decoded['author'];
  readonly title?: string;
  readonly 'container-title'?: string;
  readonly volume?: string | number;
  readonly issue?: string | number;
  readonly page?: string;
  readonly publisher?: string;
  readonly edition?: string | number;
  readonly note?: string;
  readonly annote?: string;
}

function decode(
  entry: BibEntry,
  fail: (summary: string, remedy: string) => void,
): Omit<Work, 'key' | 'type' | 'year' | 'doi' | 'arxiv' | 'url' | 'offset'> | undefined {
  let csl: Decoded | undefined;
  try {
    [csl] = plugins.input.chain(entry.text, { generateGraph: false }) as Decoded[];
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    fail(
      `the entry “${entry.key}” cannot be read: ${reason.replace(/ at line.*$/, '')}`,
      'Look for a comma that is missing between two fields, and for braces.',
    );
  }
  if (!csl) return undefined;
  const names = (list: Decoded['author'] = []): Name[] =>
    list.map((name) => ({
      family: [name['dropping-particle'], name['non-dropping-particle'], name.family]
        .filter(Boolean)
        .join(' '),
      given: name.given ?? '',
    }));
  const text = (value: string | number | undefined): string | undefined =>
    value === undefined ? undefined : plain(String(value));
  return {
    authors: names(csl.author),
    editors: names(csl.editor),
    title: plain(csl.title ?? ''),
    container: text(csl['container-title']),
    volume: text(csl.volume),
    issue: text(csl.issue),
    pages: text(csl.page)?.replace(/-+/g, '–'),
    publisher: text(csl.publisher),
    edition: text(csl.edition),
    note: text(csl.note),
    annotation: entry.fields.find(({ name }) => name === 'annotation')?.value,
  };
}

/** Without the markup that citation-js keeps of TeX's, and with quotes as printers set them. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/'/g, '’')
    .replace(/\s+/g, ' ');
}

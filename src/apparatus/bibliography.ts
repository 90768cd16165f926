/** `content/bibliography.bib` → the works that the chapters cite. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotebookProblem, throwProblems } from '../notebook/problem.ts';
import { splitEntries, type BibEntry } from './bib-entries.ts';
import { readEntry, type ReportAt } from './read-entry.ts';
import type { Work } from './work.ts';

export const bibliographyFile = 'content/bibliography.bib';

const known = new Map<string, { text: string; works: readonly Work[] }>();

/**
 * The works of a project's bibliography, in the order of the file, which is that of their keys.
 *
 * @throws {NotebookProblem} for what is wrong with the file, each with its line
 */
export function readBibliography(root: string): readonly Work[] {
  const path = join(root, bibliographyFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const before = known.get(path);
  if (before?.text === text) return before.works;
  const works = parseBibliography(bibliographyFile, text);
  known.set(path, { text, works });
  return works;
}

/** BibTeX → works. */
export function parseBibliography(file: string, text: string): readonly Work[] {
  const problems: NotebookProblem[] = [];
  const report: ReportAt = (summary, remedy, offset, length) => {
    problems.push(new NotebookProblem(summary, remedy, { file, text, offset, length }));
  };
  const entries = splitEntries(text);
  const stray = strayText(text, entries);
  if (stray)
    report(
      'this stands between the entries and belongs to none',
      'Begin an entry with @ at the start of its line; a remark begins with %.',
      stray.offset,
      stray.length,
    );
  const works = entries.flatMap((entry, index) => {
    const previous = entries[index - 1];
    const at = entry.offset;
    const size = `@${entry.type}{${entry.key}`.length;
    if (previous?.key === entry.key)
      report(
        `two works have the key “${entry.key}”`,
        'Keep one; two works of one year get a and b: lie-1893a.',
        at,
        size,
      );
    else if (previous && previous.key > entry.key)
      report(
        `“${entry.key}” stands after “${previous.key}”`,
        'The entries stand in the order of their keys: move this one up.',
        at,
        size,
      );
    return readEntry(entry, report) ?? [];
  });
  throwProblems(problems);
  return works;
}

/** Text outside of entries that is no remark. */
function strayText(
  text: string,
  entries: readonly BibEntry[],
): { offset: number; length: number } | undefined {
  let from = 0;
  const gaps = [...entries, undefined].map((entry) => {
    const gap = { offset: from, text: text.slice(from, entry?.offset ?? text.length) };
    if (entry) from = entry.offset + entry.text.length;
    return gap;
  });
  for (const gap of gaps) {
    const match = /^(?!\s*(?:%|$)).*\S.*$/m.exec(gap.text);
    if (match) return { offset: gap.offset + match.index, length: match[0].length };
  }
  return undefined;
}

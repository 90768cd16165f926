/** `content/glossary.yaml` → the terms of the site, in alphabetical order. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'astro/zod';
import { parseDocument } from 'yaml';
import { NotebookProblem, throwProblems } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';
import { readBibliography } from './bibliography.ts';
import type { Work } from './work.ts';
import { placeOf } from './yaml-place.ts';

export const glossaryFile = 'content/glossary.yaml';

const entrySchema = z.strictObject({
  /** The term as it is written in the middle of a sentence. */
  term: z.string().trim().min(1),
  /** Other words for it. */
  also: z.array(z.string()).default([]),
  /** What it means; Markdown with formulas. The first sentence stands alone as a definition. */
  text: z.string().trim().min(1),
  /** Keys of terms that one would read next. */
  see: z.array(z.string()).default([]),
  /** Keys of works. */
  cite: z.array(z.string()).default([]),
});

export interface Term extends z.infer<typeof entrySchema> {
  readonly id: string;
}

const known = new Map<string, { text: string; works: readonly Work[]; terms: readonly Term[] }>();

/**
 * The terms of a project's glossary.
 *
 * @throws {NotebookProblem} for what is wrong with the file, each with its line
 */
export function readGlossary(root: string): readonly Term[] {
  const path = join(root, glossaryFile);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const works = readBibliography(root);
  const before = known.get(path);
  if (before?.text === text && before.works === works) return before.terms;
  const terms = parseGlossary(
    glossaryFile,
    text,
    works.map(({ key }) => key),
  );
  known.set(path, { text, works, terms });
  return terms;
}

/** YAML → terms; `works` are the keys that may be cited. */
export function parseGlossary(file: string, text: string, works: readonly string[]): readonly Term[] {
  const document = parseDocument(text);
  const problems: NotebookProblem[] = document.errors.map(
    (error) =>
      new NotebookProblem(
        `the glossary is not YAML: ${error.message.split('\n', 1)[0]?.replace(/ at line.*$/, '') ?? ''}`,
        'An entry is its key, a colon, and below it, indented, term: and text: >-.',
        { file, text, offset: error.pos[0], length: Math.max(1, error.pos[1] - error.pos[0]) },
      ),
  );
  throwProblems(problems);
  const content = (document.toJS() ?? {}) as Record<string, unknown>;
  const report = (path: readonly (string | number)[], summary: string, remedy: string): void => {
    problems.push(new NotebookProblem(summary, remedy, { file, text, ...placeOf(document, path) }));
  };
  const terms = Object.entries(content).flatMap(([id, entry]) => {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      report(
        [id],
        `“${id}” is no key of a term`,
        'Use lower-case letters, digits and hyphens: group-convolution.',
      );
    const { data, error } = entrySchema.safeParse(entry);
    for (const issue of error?.issues ?? [])
      report(
        [id, ...issue.path.filter((step) => typeof step !== 'symbol')],
        `“${id}”: ${issue.path.join('.') || 'the entry'}: ${issue.message}`,
        'An entry has term: and text:, and may have also:, see: and cite:, which are lists.',
      );
    return data ? [{ ...data, id }] : [];
  });
  const ids = Object.keys(content);
  for (const term of terms)
    for (const [list, there, what] of [
      ['see', ids, 'no term'],
      ['cite', works, 'the key of no work'],
    ] as const)
      for (const [index, other] of term[list].entries()) {
        if (there.includes(other)) continue;
        const close = nearest(other, there);
        report(
          [term.id, list, index],
          `“${term.id}” leads to “${other}”, which is ${what}`,
          close ? `Did you mean “${close}”?` : `Write an entry for it, or drop it from ${list}:.`,
        );
      }
  throwProblems(problems);
  return terms.sort((a, b) => a.term.localeCompare(b.term, 'en'));
}

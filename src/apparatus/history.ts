/** `content/history.yaml` → the events of the idea, each a work of the bibliography. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'astro/zod';
import { parseDocument } from 'yaml';
import { NotebookProblem, throwProblems } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';
import { readBibliography } from './bibliography.ts';
import type { Work } from './work.ts';
import { placeOf } from './yaml-place.ts';

const historyFile = 'content/history.yaml';

/** Of what it is a part: the symmetry of nature, of learning, or both. */
export const strands = ['nature', 'both', 'learning'] as const;

const eventSchema = z.strictObject({
  key: z.string(),
  strand: z.enum(strands),
  text: z.string().trim().min(1),
});

export interface HistoryEvent extends z.infer<typeof eventSchema> {
  readonly work: Work;
}

/** The events of a project's history, in the order of their years. */
export function readHistory(root: string): HistoryEvent[] {
  const path = join(root, historyFile);
  return parseHistory(
    historyFile,
    existsSync(path) ? readFileSync(path, 'utf8') : '[]',
    readBibliography(root),
  );
}

/**
 * YAML → events.
 *
 * @throws {NotebookProblem} for an event that is not of its form, cites no work, or stands before an earlier one
 */
export function parseHistory(file: string, text: string, works: readonly Work[]): HistoryEvent[] {
  const document = parseDocument(text);
  const problems: NotebookProblem[] = [];
  const report = (path: readonly (string | number)[], summary: string, remedy: string): void => {
    problems.push(new NotebookProblem(summary, remedy, { file, text, ...placeOf(document, path) }));
  };
  const rows = (document.toJS() ?? []) as unknown[];
  const events = rows.flatMap((row, index): HistoryEvent[] => {
    const { data, error } = eventSchema.safeParse(row);
    for (const issue of error?.issues ?? [])
      report(
        [index, ...issue.path.filter((step) => typeof step !== 'symbol')],
        `event ${index + 1}: ${issue.path.join('.') || 'the entry'}: ${issue.message}`,
        `An event has key:, text: and strand:, which is one of ${strands.join(', ')}.`,
      );
    const work = works.find(({ key }) => key === data?.key);
    if (data && !work) {
      const close = nearest(
        data.key,
        works.map(({ key }) => key),
      );
      report(
        [index, 'key'],
        `no work has the key “${data.key}”`,
        close ? `Did you mean “${close}”?` : 'Add its entry to the bibliography.',
      );
    }
    return data && work ? [{ ...data, work }] : [];
  });
  for (const [index, { work, key }] of events.entries()) {
    const before = events[index - 1]?.work;
    if (before && before.year > work.year)
      report(
        [index, 'key'],
        `“${key}” stands after “${before.key}”`,
        'The events stand in the order of their years.',
      );
  }
  throwProblems(problems);
  return events;
}

/** What the controls of a cell are set to in the published run, in words. */

import { parse } from 'node-html-parser';
import type { FrozenOutput } from './types.ts';

/** The label of each, where it has one control, and the value. */
export function settingsOf({ outputs, markup = '' }: FrozenOutput): string {
  const labels = parse(markup)
    .querySelectorAll('label')
    .map(({ text }) => text)
    .filter(Boolean);
  // A cell may declare more than its controls: lists to choose from, the elements themselves.
  const entries = Object.entries(outputs).filter(([, value]) => typeof value !== 'object');
  return entries
    .map(([name, value], i) => ({ label: (labels.length === entries.length && labels[i]) || name, value }))
    .filter(({ value }) => value !== '')
    .map(({ label, value }) => `${label}: ${String(value)}`)
    .join(', ');
}

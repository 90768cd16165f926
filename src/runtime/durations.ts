/** How long cells took in this browser, kept so that a long one can say what to expect. */

import { duration } from './describe.ts';
import type { LiveCell } from './live-cell.ts';

const key = (chapter: string, cell: string): string => `elapsed ${chapter}/${cell}`;

export function rememberDuration(chapter: string, cell: string, milliseconds: number): void {
  try {
    localStorage.setItem(key(chapter, cell), String(Math.round(milliseconds)));
  } catch {
    // Storage may be off; the question then names no number.
  }
}

function recallDuration(chapter: string, cell: string): number | undefined {
  try {
    const kept = Number(localStorage.getItem(key(chapter, cell)) ?? NaN);
    return Number.isFinite(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** What is asked before these cells run; nothing where none of those that must run takes long. */
export function questionBefore(chapter: string, cells: readonly LiveCell[]): string | undefined {
  const ids = cells
    .filter(({ descriptor, fresh }) => descriptor.long && !fresh)
    .map(({ descriptor }) => descriptor.id);
  if (ids.length === 0) return undefined;
  const names = ids.map((id) => `“${id}”`).join(', ');
  const known = ids.map((id) => recallDuration(chapter, id));
  const sum = known.reduce<number>((total, one) => total + (one ?? 0), 0);
  const expected = known.every((one) => one !== undefined)
    ? `about ${duration(sum)} when it last ran in this browser.`
    : 'a while. How long depends on your machine: the time left is shown once it runs.';
  return `${names} ${ids.length === 1 ? 'takes' : 'take'} ${expected} The page can be read on, and Stop ends it at any moment.`;
}

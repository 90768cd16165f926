/** What is wrong with a code, in lines that stand below its editor. */

import type { CellMistake } from '../notebook/cell-mistake.ts';
import { lineAndColumn } from '../notebook/problem.ts';

/** Mistakes that are told at a time; more would cover the code. */
const most = 3;

/** A line for each of the first three, and one that counts the others. */
export function tellMistakes(text: string, mistakes: readonly CellMistake[]): string[] {
  const lines = mistakes.slice(0, most).map(({ start, length, summary, remedy }) => {
    if (length === 0) return `${upper(summary)}. ${remedy}`;
    const { line, column } = lineAndColumn(text, start);
    return `Line ${line}, column ${column}: ${summary}. ${remedy}`;
  });
  const rest = mistakes.slice(most);
  return rest.length === 0 ? lines : [...lines, `${rest.length} more ${how(rest)}.`];
}

/** The editor marks what has a place. */
function how(rest: readonly CellMistake[]): string {
  const one = rest.length === 1;
  if (rest.some(({ length }) => length === 0)) return one ? 'mistake' : 'mistakes';
  return one ? 'place is marked' : 'places are marked';
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

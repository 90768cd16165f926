/** Numbers of the page on speed, to the digits that their spread bears. */
import type { Times } from './messages.ts';

/** Milliseconds: three digits, and whole ones from a hundred on, with a thin space between thousands. */
export function milliseconds(value: number): string {
  if (value < 100) return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** How many times as long theirs takes. */
export function times(theirs: number, ours: number): string {
  const ratio = theirs / ours;
  return `${ratio < 10 ? ratio.toFixed(1) : milliseconds(Math.round(ratio))}\u2009×`;
}

/** The quartiles of some rounds. */
export const quartiles = ({ low, high }: Times): string => `${milliseconds(low)}–${milliseconds(high)}`;

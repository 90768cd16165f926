/** The live cells that another rests on have run before it does. */

import type { LiveCell } from './live-cell.ts';

/**
 * Runs those that the worker does not hold, until `signal` aborts; returns the first that did not finish.
 *
 * @param upstream they may become others meanwhile
 * @param settle resolves when what the reader has set has reached the inputs of all cells
 * @param waits is told for which cell one waits now
 */
export async function runUpstream(
  upstream: () => readonly LiveCell[],
  settle: () => Promise<void>,
  signal: AbortSignal,
  waits: (other: LiveCell) => void,
): Promise<LiveCell | undefined> {
  // One that ran first may have become stale while a later one ran.
  for (;;) {
    await settle();
    const other = upstream().find((candidate) => !candidate.fresh);
    if (other === undefined || signal.aborted) return undefined;
    waits(other);
    if (!(await other.runHere(signal))) return other;
  }
}

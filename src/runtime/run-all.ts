/** Runs all live cells of a chapter, each once, in their order. */

import type { LiveCell } from './live-cell.ts';

/** How far it is. */
export interface RunAllProgress {
  readonly done: number;
  readonly of: number;
  /** Cells that failed, and cells that were not run because of them. */
  readonly failed: readonly string[];
  readonly notRun: readonly string[];
}

/**
 * Runs the cells that the worker does not hold as they would be now. A cell that fails does not keep the others from
 * running, unless they depend on it.
 *
 * @param cells in an order in which each comes after those that it names
 * @param settle resolves when what the reader has set, and what cells gave, has reached the inputs of all cells
 */
export async function runAll(
  cells: readonly LiveCell[],
  settle: () => Promise<void>,
  signal: AbortSignal,
  tell: (progress: RunAllProgress) => void,
): Promise<RunAllProgress> {
  const failed: string[] = [];
  const notRun: string[] = [];
  let done = 0;
  const progress = (): RunAllProgress => ({
    done,
    of: cells.length,
    failed: [...failed],
    notRun: [...notRun],
  });
  for (const cell of cells) {
    if (signal.aborted) break;
    tell(progress());
    await settle();
    const { id, inputs } = cell.descriptor;
    const because = inputs.find(({ from }) => failed.includes(from) || notRun.includes(from))?.from;
    if (because !== undefined) {
      cell.skip(because, 'failed');
      notRun.push(id);
    } else if (!cell.fresh) {
      const stop = (): void => cell.stop();
      signal.addEventListener('abort', stop);
      const finished = await cell.run();
      signal.removeEventListener('abort', stop);
      if (signal.aborted) break;
      if (!finished) (cell.state.phase === 'failed' ? failed : notRun).push(id);
    }
    done++;
  }
  tell(progress());
  return progress();
}

/** What of a chapter outlives an edit by its author: the cells that may hold something, the worker that holds it. */

import { levelChanged, mayTrain } from './level.ts';
import type { LiveCell } from './live-cell.ts';
import { createTurns, type Turns } from './turns.ts';
import { createWorkerClient, type WorkerClient } from './worker-client.ts';

export interface ChapterState {
  /** In an order in which each comes after those that it names. */
  readonly live: Map<string, LiveCell>;
  readonly turns: Turns;
  readonly client: WorkerClient;
}

/** Starts the worker that has the published cells. */
export const startWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cells' });

export function startState(): ChapterState {
  const live = new Map<string, LiveCell>();
  const client = createWorkerClient(startWorker, () => live.forEach((cell) => cell.lose()));
  document.addEventListener('visibilitychange', () => client.pause(document.hidden));
  document.addEventListener(levelChanged, () => {
    if (!mayTrain()) for (const cell of live.values()) cell.stop();
  });
  return { live, turns: createTurns(), client };
}

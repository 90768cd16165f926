/**
 * The worker's entry. It only waits for the real module: a chunk that a cell shares with the entry itself would be
 * imported from it, and WebKit evaluates an entry that is imported a second time.
 */

import type { ToWorker } from './messages.ts';

const compute = import('./compute.ts');

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void compute.then(({ handle }) => handle(data));
});

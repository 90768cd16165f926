/** When the page's graph has come to rest: what the reader set has reached every cell that names it. */

import { nextFrame } from './frame.ts';

export interface Rest {
  /** Counts work on the page whose result other cells wait for. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Something was set. */
  stir(): void;
  /** Resolves when nothing is on its way; at once where nothing was. */
  settle(): Promise<void>;
}

/** Frames that the graph takes, at most, to hand a value from one variable to the next. */
const enough = 4;

export function createRest(): Rest {
  let pending = 0;
  let quiet = Infinity;
  return {
    async during(work) {
      pending++;
      try {
        return await work;
      } finally {
        pending--;
        quiet = 0;
      }
    },
    stir() {
      quiet = 0;
    },
    async settle() {
      while (pending > 0 || quiet < enough) {
        await nextFrame();
        quiet++;
      }
    },
  };
}

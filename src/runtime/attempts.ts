/** The runs of one cell: one at most waits for its turn, and one at most has it. */

import type { Turns } from './turns.ts';

export interface Attempts {
  /** None waits, and none goes on. */
  readonly none: boolean;
  /**
   * Runs in a turn, and resolves whether the run finished. One that is asked for while one is on its way is that one.
   *
   * @param spared is asked when the turn has come: has what was asked for been done meanwhile?
   */
  run(spared: () => boolean): Promise<boolean>;
  /** Runs within a turn that is held already, until `signal` aborts. */
  runHere(signal: AbortSignal): Promise<boolean>;
  /** Stops the one that goes on, and drops the one that waits; returns whether with that nothing is on its way any more. */
  stop(): boolean;
  /** The end of the one that goes on now. */
  readonly going: Promise<boolean> | undefined;
}

interface AttemptsOptions {
  /** Whose runs they are. */
  readonly id: string;
  readonly turns: Turns;
  /** Runs the cell now; resolves whether it finished. */
  readonly execute: (signal: AbortSignal) => Promise<boolean>;
  /** A run waits for the turn that another has. */
  readonly waits: (holder: string) => void;
  /** A run has ended, one way or another. */
  readonly ended: () => void;
}

/** A run from when it is asked for to its end. */
interface Attempt {
  readonly abort: AbortController;
  ended: Promise<boolean>;
}

export function createAttempts({ id, turns, execute, waits, ended }: AttemptsOptions): Attempts {
  /** Asked for by the reader, waiting for its turn. */
  let queued: Attempt | undefined;
  /** Has its turn. */
  let going: Attempt | undefined;

  const go = (abort: AbortController): Promise<boolean> => {
    const attempt: Attempt = { abort, ended: Promise.resolve(false) };
    going = attempt;
    attempt.ended = execute(abort.signal).finally(() => {
      going = undefined;
      ended();
    });
    return attempt.ended;
  };

  return {
    get none() {
      return !queued && !going;
    },
    run(spared) {
      const asked = queued ?? going;
      if (asked) return asked.ended;
      const attempt: Attempt = { abort: new AbortController(), ended: Promise.resolve(false) };
      queued = attempt;
      if (turns.holder !== undefined) waits(turns.holder);
      attempt.ended = turns.take(id, async () => {
        if (queued === attempt) queued = undefined;
        if (attempt.abort.signal.aborted) return false;
        return spared() || go(attempt.abort);
      });
      return attempt.ended;
    },
    async runHere(signal) {
      const abort = new AbortController();
      const stop = (): void => abort.abort();
      signal.addEventListener('abort', stop);
      try {
        return await go(abort);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    stop() {
      going?.abort.abort();
      if (!queued) return false;
      queued.abort.abort();
      queued = undefined;
      return !going;
    },
    get going() {
      return going?.ended;
    },
  };
}

/** One thing at a time in the worker: a run keeps what it works with until it ends, and the whole core. */

export interface Turns {
  /** Who has the turn now. */
  readonly holder: string | undefined;
  /** Does the work when everything that asked before has ended. */
  take<T>(holder: string, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let holder: string | undefined;
  return {
    get holder() {
      return holder;
    },
    take(who, work) {
      const turn = last.then(async () => {
        holder = who;
        try {
          return await work();
        } finally {
          holder = undefined;
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Pauses of the worker's work while its page is hidden: nobody sees what is trained then, and other pages want the core. */

export interface Pauses {
  /** Work is to wait from now on, or to go on. */
  set(paused: boolean): void;
  /** Resolves when work may go on: at once, when the pause ends, or when `signal` aborts. */
  wait(signal?: AbortSignal): Promise<void>;
  /** Milliseconds paused so far. */
  readonly total: number;
}

/** @param now milliseconds on a clock */
export function createPauses(now: () => number = () => performance.now()): Pauses {
  let since: number | undefined;
  let before = 0;
  let waiting: (() => void)[] = [];
  return {
    set(paused) {
      if (paused) since ??= now();
      else if (since !== undefined) {
        before += now() - since;
        since = undefined;
        for (const goOn of waiting) goOn();
        waiting = [];
      }
    },
    wait: (signal) =>
      since === undefined || signal?.aborted
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
            signal?.addEventListener('abort', () => resolve());
          }),
    get total() {
      return before + (since === undefined ? 0 : now() - since);
    },
  };
}

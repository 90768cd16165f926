/** Where long work waits while its page is hidden, say; it asks whenever it breathes. */

let wait: ((signal: AbortSignal | undefined) => Promise<void>) | undefined;
let rested = 0;

/** Has work wait, whenever it breathes, for what `waiting` resolves with. It must resolve when the signal aborts. */
export function restWhile(waiting: (signal: AbortSignal | undefined) => Promise<void>): void {
  wait = waiting;
}

/** Waits as long as work is to wait. */
export async function takeRest(signal: AbortSignal | undefined): Promise<void> {
  if (!wait) return;
  const from = performance.now();
  await wait(signal);
  rested += performance.now() - from;
}

/** Milliseconds on a clock that stands while work waits. */
export const workingTime = (): number => performance.now() - rested;

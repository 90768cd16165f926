import { takeRest } from './rest.ts';

/** How long work may hold the event loop before it lets messages in, in milliseconds: well under 50, far above the cost of a turn. */
const HOLD = 12;

/** How long a turn waits for its message, milliseconds; browsers give no shorter timers to who sets many. */
const PATIENCE = 4;

let lastTurn = -Infinity;

/**
 * One turn of the event loop, so that messages, timers and drawing get in.
 *
 * A message to oneself is a task of its own and, unlike setTimeout, is not clamped to 4 ms. But WebKit has the page carry
 * it, even within a worker: while a page draws, it may be on its way for 100 ms, so a timer runs beside it.
 * The channel is closed at once: an open port would keep Node from exiting.
 */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      port1.onmessage = null;
      port1.close();
      resolve();
    };
    const timer = setTimeout(go, PATIENCE);
    port1.onmessage = go;
    port2.postMessage(null);
  });
}

/**
 * Lets the event loop turn if 12 ms have passed since it last did; call it often in long work.
 *
 * Throws the signal's reason (an AbortError, unless another was given) when it is aborted, before or after the turn.
 *
 * @example
 * ```ts
 * import { breathe } from '#tensor';
 *
 * let sum = 0;
 * for (let k = 1; k <= 1000; k++) {
 *   await breathe(signal); // Stop gets in here
 *   sum += k;
 * }
 * sum;
 * ```
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (performance.now() - lastTurn < HOLD) return;
  await turn();
  await takeRest(signal);
  lastTurn = performance.now();
  signal?.throwIfAborted();
}

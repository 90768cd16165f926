/** One run of a cell in the worker, from the request to its end. */

import type { Progress } from './contract.ts';
import type { RunError } from './messages.ts';
import type { RunMessage, RunRequest, WorkerClient } from './worker-client.ts';

/** Tensors alive in the worker at the end, the last progress that was told, and whether any value came. */
interface Left {
  readonly tensors: number;
  readonly last: Progress | undefined;
  readonly partial: boolean;
}

export type RunEnd =
  | ({ readonly type: 'finished'; readonly elapsed: number } & Left)
  | ({ readonly type: 'stopped' } & Left)
  | ({ readonly type: 'failed'; readonly error: RunError } & Left);

export interface RunListener {
  started(backend: string, reason: string): void;
  progress(progress: Progress): void;
  snapshot(outputs: Readonly<Record<string, unknown>>): void;
}

/** Milliseconds between two snapshots on the page: as fast as one can follow a curve, and the rest is left to training. */
const pause = 80;

/** Runs a cell until it ends, by itself or because `signal` aborts; never rejects. */
export function computeCell(
  client: WorkerClient,
  request: RunRequest,
  signal: AbortSignal,
  listener: RunListener,
): Promise<RunEnd> {
  return new Promise((resolve) => {
    let last: Progress | undefined;
    let partial = false;
    const end = (
      message:
        Extract<RunMessage, { type: RunEnd['type'] }> | { type: 'failed'; error: RunError; tensors: 0 },
    ): void => resolve({ ...message, last, partial });
    try {
      const run = client.run(request, (message) => {
        switch (message.type) {
          case 'started':
            listener.started(message.backend, message.reason);
            break;
          case 'progress':
            last = message.progress;
            listener.progress(last);
            break;
          case 'snapshot':
            partial = true;
            listener.snapshot(message.outputs);
            setTimeout(() => run.shown(), pause);
            break;
          case 'finished':
          case 'stopped':
          case 'failed':
            end(message);
        }
      });
      signal.addEventListener('abort', () => run.stop());
    } catch (error) {
      // An input that cannot be sent to a worker, such as an element.
      const { name, message, stack = '' } = error as Error;
      end({ type: 'failed', error: { name, message, stack }, tensors: 0 });
    }
  });
}

/** One live cell on the page: its published value, its runs, its state. It touches no DOM. */

import type { CellDescriptor } from './descriptor.ts';
import type { Progress } from './contract.ts';
import type { RunError } from './messages.ts';
import { newest, type Newest } from './newest.ts';
import type { WorkerClient } from './worker-client.ts';

export type LiveState =
  /** Shows the published value. */
  | { readonly phase: 'published' }
  /** Waits for cells that it depends on. */
  | { readonly phase: 'waiting'; readonly for: string }
  | {
      readonly phase: 'running';
      readonly backend: string | undefined;
      readonly progress: Progress | undefined;
    }
  | {
      readonly phase: 'finished';
      readonly elapsed: number;
      readonly verdict: Verdict;
      readonly last: Progress | undefined;
    }
  | { readonly phase: 'stopped'; readonly last: Progress | undefined }
  | { readonly phase: 'failed'; readonly error: RunError };

/**
 * How a finished run compares with the published one: equal in every bit that crossed, not equal although seed and
 * inputs were the same, or not comparable because the reader changed seed or inputs.
 */
export type Verdict = 'identical' | 'differs' | 'other-inputs';

export interface LiveCell {
  readonly descriptor: CellDescriptor;
  /** Newest values of the crossing outputs, published or the reader's own. */
  readonly outputs: Newest<Readonly<Record<string, unknown>>>;
  readonly state: LiveState;
  readonly seed: number;
  /** Inputs or seed have changed since the values shown were computed. */
  readonly stale: boolean;
  /** The worker holds this cell's outputs, computed from the present inputs. */
  readonly fresh: boolean;
  /** All that the cell's value depends on, its own and upstream: now, and in the published run. */
  readonly dependsOn: { readonly present: string; readonly published: string };
  readonly backend: { readonly name: string; readonly reason: string } | undefined;
  /** Tensors alive in the worker after the last run or reset. */
  readonly tensors: number;
  /** Runs to the end; resolves whether the run finished. */
  run(): Promise<boolean>;
  stop(): void;
  reset(): Promise<void>;
  setSeed(seed: number): void;
  /** New values of the inputs that live on the page. */
  setInputs(inputs: Readonly<Record<string, unknown>>): void;
  /** The worker was replaced: what it held is gone. */
  lose(): void;
}

export interface LiveCellOptions {
  readonly chapter: string;
  readonly descriptor: CellDescriptor;
  readonly client: WorkerClient;
  /** Published values of the inputs that live on the page: those the cell starts with. */
  readonly publishedInputs: Readonly<Record<string, unknown>>;
  /** The live cells that this one names. */
  readonly upstream: readonly LiveCell[];
  /** Runs those cells upstream that the worker does not hold; false when one of them did not finish. */
  readonly prepare: (waitFor: (cell: string) => void, signal: AbortSignal) => Promise<boolean>;
  /** Called after every change of state. */
  readonly changed: (cell: LiveCell) => void;
}

/** Milliseconds between two snapshots on the page: as fast as one can follow a curve, and the rest is left to training. */
const pause = 80;

export function createLiveCell({
  chapter,
  descriptor,
  client,
  publishedInputs,
  upstream,
  prepare,
  changed,
}: LiveCellOptions): LiveCell {
  const outputs = newest<Readonly<Record<string, unknown>>>(descriptor.frozen);
  let state: LiveState = { phase: 'published' };
  let seed = descriptor.seed;
  let inputs = publishedInputs;
  let computedWith: string | undefined;
  let held: string | undefined;
  let backend: LiveCell['backend'];
  let tensors = 0;
  let abort: AbortController | undefined;
  let ended: Promise<unknown> = Promise.resolve();

  // Runs are reproducible: where all that a value depends on is equal, the value is.
  const present = (): string =>
    JSON.stringify([seed, inputs, upstream.map((other) => other.dependsOn.present)]);
  const published = (): string =>
    JSON.stringify([descriptor.seed, publishedInputs, upstream.map((other) => other.dependsOn.published)]);
  const enter = (next: LiveState): void => {
    state = next;
    changed(cell);
  };

  const compute = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const asked = present();
      let last: Progress | undefined;
      enter({ phase: 'running', backend: backend?.name, progress: undefined });
      const run = client.run(
        { chapter, cell: descriptor.id, seed, inputs, crossing: descriptor.crossing },
        (message) => {
          if ('tensors' in message) tensors = message.tensors;
          switch (message.type) {
            case 'started':
              backend = { name: message.backend, reason: message.reason };
              enter({ phase: 'running', backend: backend.name, progress: last });
              break;
            case 'progress':
              last = message.progress;
              enter({ phase: 'running', backend: backend?.name, progress: last });
              break;
            case 'snapshot':
              outputs.set({ ...outputs.current, ...message.outputs });
              computedWith = asked;
              setTimeout(() => run.shown(), pause);
              break;
            case 'finished': {
              held = asked;
              computedWith = asked;
              const same = JSON.stringify(outputs.current) === JSON.stringify(descriptor.frozen);
              const verdict = asked !== published() ? 'other-inputs' : same ? 'identical' : 'differs';
              enter({ phase: 'finished', elapsed: message.elapsed, verdict, last });
              resolve(true);
              break;
            }
            case 'stopped':
              enter({ phase: 'stopped', last });
              resolve(false);
              break;
            case 'failed':
              enter({ phase: 'failed', error: message.error });
              resolve(false);
          }
        },
      );
      signal.addEventListener('abort', () => run.stop());
    });

  const start = async (signal: AbortSignal): Promise<boolean> => {
    held = undefined;
    let awaited = '';
    const ready = await prepare((other) => {
      awaited = other;
      enter({ phase: 'waiting', for: other });
    }, signal);
    if (ready && !signal.aborted) return compute(signal);
    const message = `It needs “${awaited}”, which did not finish; see there.`;
    if (signal.aborted) enter({ phase: 'stopped', last: undefined });
    else enter({ phase: 'failed', error: { name: 'Not run', message, stack: '' } });
    return false;
  };

  const cell: LiveCell = {
    descriptor,
    outputs,
    get state() {
      return state;
    },
    get seed() {
      return seed;
    },
    get stale() {
      return present() !== (computedWith ?? published());
    },
    get fresh() {
      return held === present();
    },
    get dependsOn() {
      return { present: present(), published: published() };
    },
    get backend() {
      return backend;
    },
    get tensors() {
      return tensors;
    },
    async run() {
      if (abort) return false;
      abort = new AbortController();
      try {
        const run = start(abort.signal);
        ended = run;
        return await run;
      } finally {
        abort = undefined;
        changed(cell);
      }
    },
    stop() {
      abort?.abort();
    },
    async reset() {
      abort?.abort();
      await ended;
      held = undefined;
      computedWith = undefined;
      seed = descriptor.seed;
      tensors = await client.forget(descriptor.id);
      outputs.set(descriptor.frozen);
      enter({ phase: 'published' });
    },
    setSeed(next) {
      seed = next;
      changed(cell);
    },
    setInputs(next) {
      inputs = next;
      changed(cell);
    },
    lose() {
      held = undefined;
      tensors = 0;
      changed(cell);
    },
  };
  return cell;
}

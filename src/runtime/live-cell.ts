/** One live cell on the page: its published value, its runs, its state. It touches no DOM. */

import type { CellDescriptor } from './descriptor.ts';
import { computeCell } from './compute-cell.ts';
import { isBusy, type LiveState } from './live-state.ts';
import { newest, type Newest } from './newest.ts';
import type { Turns } from './turns.ts';
import type { WorkerClient } from './worker-client.ts';

export interface LiveCell {
  readonly descriptor: CellDescriptor;
  /** Newest values of the crossing outputs, published or the reader's own. */
  readonly outputs: Newest<Readonly<Record<string, unknown>>>;
  readonly state: LiveState;
  readonly seed: number;
  /** Inputs or seed have changed since the values shown were computed. */
  readonly stale: boolean;
  /** The cells that have their reader's code, of this one and all that it rests on. */
  readonly edited: readonly string[];
  /** The values shown were computed with code of the reader's. */
  readonly ownCode: boolean;
  /** The worker holds this cell's outputs, computed from the present inputs. */
  readonly fresh: boolean;
  /** Counts what the worker has held of this cell; what was computed from an earlier one may refer to freed tensors. */
  readonly incarnation: number;
  /** The worker holds this cell's outputs, and all that they were computed from. */
  readonly intact: boolean;
  /** All that the cell's value depends on, its own and upstream: now, and in the published run. */
  readonly dependsOn: { readonly present: string; readonly published: string };
  readonly backend: { readonly name: string; readonly reason: string } | undefined;
  /** Tensors alive in the worker after the last run or reset. */
  readonly tensors: number;
  /**
   * Runs to the end, in its turn, with those cells upstream that the worker does not hold; resolves whether it
   * finished. A run that is asked for while one is on its way is that one.
   */
  run(): Promise<boolean>;
  /** Runs within a turn that is held already, for a cell downstream, until `signal` aborts. */
  runHere(signal: AbortSignal): Promise<boolean>;
  stop(): void;
  /** Says that the cell was not run because of one upstream. */
  skip(because: string, how: 'failed' | 'stopped'): void;
  reset(): Promise<void>;
  setSeed(seed: number): void;
  /** The author has edited the chapter, or the reader a cell: this one goes on under its new description, with what it holds. */
  adopt(place: LiveCellPlace): void;
  /** New values of the inputs that live on the page. */
  setInputs(inputs: Readonly<Record<string, unknown>>): void;
  /** The worker was replaced: what it held is gone. */
  lose(): void;
}

export interface LiveCellOptions extends LiveCellPlace {
  readonly chapter: string;
  readonly client: WorkerClient;
  readonly turns: Turns;
}

/** What the page tells a cell of itself and of what is around it. */
export interface LiveCellPlace {
  readonly descriptor: CellDescriptor;
  /** Published values of the inputs that live on the page: those the cell starts with. */
  readonly publishedInputs: Readonly<Record<string, unknown>>;
  /** The live cells that this one names. */
  readonly upstream: readonly LiveCell[];
  /** The cells that have their reader's code, of this one and all that it rests on. Default none. */
  readonly edited?: readonly string[];
  /** Resolves when what the reader has set has reached the inputs of all cells. */
  readonly settle: () => Promise<void>;
  /** Called after every change of state. */
  readonly changed: (cell: LiveCell) => void;
}

/** A run from when it is asked for to its end. */
interface Attempt {
  readonly abort: AbortController;
  ended: Promise<boolean>;
}

export function createLiveCell({ chapter, client, turns, ...place }: LiveCellOptions): LiveCell {
  let { descriptor, publishedInputs, upstream, edited = [], settle, changed } = place;
  const outputs = newest<Readonly<Record<string, unknown>>>(descriptor.frozen);
  let state: LiveState = { phase: 'published' };
  /** The last state in which nothing was on its way. */
  let settled: LiveState = state;
  let seed = descriptor.seed;
  let inputs = publishedInputs;
  let computedWith: string | undefined;
  let ownCode = false;
  let held: { readonly dependsOn: string; readonly from: readonly number[] } | undefined;
  let incarnation = 0;
  let backend: LiveCell['backend'];
  let tensors = 0;
  /** Asked for by the reader, waiting for its turn. */
  let queued: Attempt | undefined;
  /** Has its turn. */
  let going: Attempt | undefined;

  // Runs are reproducible: where all that a value depends on is equal, the value is.
  const present = (): string =>
    JSON.stringify([descriptor.key, seed, inputs, upstream.map((other) => other.dependsOn.present)]);
  const published = (): string =>
    JSON.stringify([
      descriptor.publishedKey,
      descriptor.seed,
      publishedInputs,
      upstream.map((other) => other.dependsOn.published),
    ]);
  /** The worker is about to free what it holds of this cell, or has lost it. */
  const release = (): void => {
    held = undefined;
    incarnation++;
  };
  const enter = (next: LiveState): void => {
    state = next;
    if (!isBusy(next)) settled = next;
    changed(cell);
  };

  /** Runs what is upstream and not in the worker; tells whether all of it finished. */
  const prepare = async (signal: AbortSignal): Promise<boolean> => {
    // One that ran first may have become stale while a later one ran.
    for (;;) {
      await settle();
      const other = upstream.find((candidate) => !candidate.fresh);
      if (other === undefined || signal.aborted) return !signal.aborted;
      enter({ phase: 'waiting', for: other.descriptor.id });
      if (await other.runHere(signal)) continue;
      if (!signal.aborted)
        cell.skip(other.descriptor.id, other.state.phase === 'stopped' ? 'stopped' : 'failed');
      return false;
    }
  };

  const execute = async (signal: AbortSignal): Promise<boolean> => {
    enter({ phase: 'running', progress: undefined, since: undefined });
    if (!(await prepare(signal))) {
      if (signal.aborted) enter({ phase: 'stopped', last: undefined, partial: false });
      return false;
    }
    release();
    const asked = present();
    const from = upstream.map((other) => other.incarnation);
    let since: number | undefined;
    enter({ phase: 'running', progress: undefined, since });
    const request = { chapter, cell: descriptor.id, seed, inputs, crossing: descriptor.crossing };
    const end = await computeCell(client, request, signal, {
      started(name, reason) {
        backend = { name, reason };
        since = performance.now();
        enter({ phase: 'running', progress: undefined, since });
      },
      progress: (progress) => enter({ phase: 'running', progress, since }),
      snapshot(values) {
        computedWith = asked;
        ownCode = edited.length > 0;
        outputs.set({ ...outputs.current, ...values });
      },
    });
    const { tensors: left, last, partial } = end;
    tensors = left;
    switch (end.type) {
      case 'stopped':
        enter({ phase: 'stopped', last, partial });
        return false;
      case 'failed':
        enter({ phase: 'failed', error: end.error, partial });
        return false;
      case 'finished': {
        held = { dependsOn: asked, from };
        computedWith = asked;
        const same = JSON.stringify(outputs.current) === JSON.stringify(descriptor.frozen);
        ownCode = edited.length > 0;
        const verdict = ownCode
          ? same
            ? 'own-code-same'
            : 'own-code'
          : asked !== published()
            ? 'other-inputs'
            : same
              ? 'identical'
              : 'differs';
        enter({ phase: 'finished', elapsed: end.elapsed, verdict, last });
        return true;
      }
    }
  };

  const go = (abort: AbortController): Promise<boolean> => {
    const attempt: Attempt = { abort, ended: Promise.resolve(false) };
    going = attempt;
    attempt.ended = execute(abort.signal).finally(() => {
      going = undefined;
      changed(cell);
    });
    return attempt.ended;
  };

  const cell: LiveCell = {
    get descriptor() {
      return descriptor;
    },
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
    get edited() {
      return edited;
    },
    get ownCode() {
      return ownCode;
    },
    get fresh() {
      return cell.intact && held?.dependsOn === present();
    },
    get incarnation() {
      return incarnation;
    },
    get intact() {
      return (
        held !== undefined &&
        upstream.every((other, i) => other.intact && other.incarnation === held?.from[i])
      );
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
    run() {
      if (queued ?? going) return (queued ?? (going as Attempt)).ended;
      const attempt: Attempt = { abort: new AbortController(), ended: Promise.resolve(false) };
      const before = incarnation;
      queued = attempt;
      if (turns.holder !== undefined) enter({ phase: 'waiting', for: turns.holder });
      attempt.ended = turns.take(descriptor.id, async () => {
        if (queued === attempt) queued = undefined;
        if (attempt.abort.signal.aborted) return false;
        // A cell downstream had its turn before and ran this one with it.
        if (incarnation > before && cell.fresh) return true;
        return go(attempt.abort);
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
      if (!queued) return;
      queued.abort.abort();
      queued = undefined;
      if (!going) enter(settled);
    },
    skip(because, how) {
      enter({ phase: 'not-run', because, how });
    },
    async reset() {
      cell.stop();
      // At once: what the reader sets while the run is ending comes after.
      seed = descriptor.seed;
      changed(cell);
      await going?.ended;
      computedWith = undefined;
      ownCode = false;
      outputs.set(descriptor.frozen);
      settled = { phase: 'published' };
      // Run may have been pressed meanwhile.
      if (!queued && !going) enter(settled);
      const before = incarnation;
      // What another cell is working with right now is not taken from it.
      await turns.take(descriptor.id, async () => {
        if (incarnation !== before) return;
        release();
        tensors = await client.forget(descriptor.id);
      });
      changed(cell);
    },
    setSeed(next) {
      seed = next;
      changed(cell);
    },
    adopt(next) {
      if (seed === descriptor.seed) seed = next.descriptor.seed;
      ({ descriptor, publishedInputs, upstream, edited = [], settle, changed } = next);
      if (computedWith === undefined) outputs.set(descriptor.frozen);
    },
    setInputs(next) {
      inputs = next;
      changed(cell);
    },
    lose() {
      release();
      tensors = 0;
      changed(cell);
    },
  };
  return cell;
}

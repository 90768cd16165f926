/** A live cell's published value, its runs, its state. It touches no DOM. */

import { createAttempts } from './attempts.ts';
import { computeCell, type RunEnd } from './compute-cell.ts';
import { createHolding } from './holding.ts';
import type { LiveCell, LiveCellPlace } from './live-cell.ts';
import { isBusy, type LiveState } from './live-state.ts';
import { newest } from './newest.ts';
import { runUpstream } from './run-upstream.ts';
import type { Turns } from './turns.ts';
import { verdictOf } from './verdict.ts';
import type { WorkerClient } from './worker-client.ts';

export interface LiveCellOptions extends LiveCellPlace {
  readonly chapter: string;
  readonly client: WorkerClient;
  readonly turns: Turns;
}

export function createLiveCell({ chapter, client, turns, ...place }: LiveCellOptions): LiveCell {
  let { descriptor, publishedInputs, upstream, edited = [], settle, changed } = place;
  const { id } = descriptor;
  const outputs = newest<Readonly<Record<string, unknown>>>(descriptor.frozen);
  let state: LiveState = { phase: 'published' };
  /** The last state in which nothing was on its way. */
  let settled: LiveState = state;
  let seed = descriptor.seed;
  let inputs = publishedInputs;
  let computedWith: string | undefined;
  let ownCode = false;
  const holding = createHolding();
  let backend: LiveCell['backend'];
  let tensors = 0;

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
  const enter = (next: LiveState): void => {
    state = next;
    if (!isBusy(next)) settled = next;
    changed(cell);
  };
  const show = (values: Readonly<Record<string, unknown>>, asked: string): void => {
    computedWith = asked;
    ownCode = edited.length > 0;
    outputs.set({ ...outputs.current, ...values });
  };

  /** Runs it in the worker. */
  const compute = (asked: string, signal: AbortSignal): Promise<RunEnd> => {
    let since: number | undefined;
    enter({ phase: 'running', progress: undefined, since });
    const request = { chapter, cell: id, seed, inputs, crossing: descriptor.crossing };
    return computeCell(client, request, signal, {
      started(name, reason) {
        backend = { name, reason };
        since = performance.now();
        enter({ phase: 'running', progress: undefined, since });
      },
      progress: (progress) => enter({ phase: 'running', progress, since }),
      snapshot: (values) => show(values, asked),
    });
  };
  const execute = async (signal: AbortSignal): Promise<boolean> => {
    enter({ phase: 'running', progress: undefined, since: undefined });
    const unfinished = await runUpstream(
      () => upstream,
      () => settle(),
      signal,
      (other) => enter({ phase: 'waiting', for: other.descriptor.id }),
    );
    if (signal.aborted) {
      enter({ phase: 'stopped', last: undefined, partial: false });
      return false;
    }
    if (unfinished) {
      cell.skip(unfinished.descriptor.id, unfinished.state.phase === 'stopped' ? 'stopped' : 'failed');
      return false;
    }
    holding.release();
    const asked = present();
    const from = upstream.map((other) => other.incarnation);
    const end = await compute(asked, signal);
    const { last, partial } = end;
    tensors = end.tensors;
    switch (end.type) {
      case 'stopped':
        enter({ phase: 'stopped', last, partial });
        return false;
      case 'failed':
        enter({ phase: 'failed', error: end.error, partial });
        return false;
      case 'finished': {
        holding.keep(asked, from);
        computedWith = asked;
        ownCode = edited.length > 0;
        const verdict = verdictOf({
          ownCode,
          sameInputs: asked === published(),
          sameValues: JSON.stringify(outputs.current) === JSON.stringify(descriptor.frozen),
        });
        enter({ phase: 'finished', elapsed: end.elapsed, verdict, last });
        return true;
      }
    }
  };
  const attempts = createAttempts({
    id,
    turns,
    execute,
    waits: (holder) => enter({ phase: 'waiting', for: holder }),
    ended: () => changed(cell),
  });

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
      return cell.intact && holding.dependsOn === present();
    },
    get incarnation() {
      return holding.incarnation;
    },
    get intact() {
      return holding.intact(upstream);
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
      const before = holding.incarnation;
      // A cell downstream may have its turn before, and run this one with it.
      return attempts.run(() => holding.incarnation > before && cell.fresh);
    },
    runHere: (signal) => attempts.runHere(signal),
    stop() {
      if (attempts.stop()) enter(settled);
    },
    skip(because, how) {
      enter({ phase: 'not-run', because, how });
    },
    async reset() {
      cell.stop();
      // At once: what the reader sets while the run is ending comes after.
      seed = descriptor.seed;
      changed(cell);
      await attempts.going;
      computedWith = undefined;
      ownCode = false;
      outputs.set(descriptor.frozen);
      settled = { phase: 'published' };
      // Run may have been pressed meanwhile.
      if (attempts.none) enter(settled);
      const before = holding.incarnation;
      // What another cell is working with right now is not taken from it.
      await turns.take(id, async () => {
        if (holding.incarnation !== before) return;
        holding.release();
        tensors = await client.forget(id);
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
      holding.release();
      tensors = 0;
      changed(cell);
    },
  };
  return cell;
}

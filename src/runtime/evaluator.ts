/**
 * Evaluates live cells and keeps what they declare, in the reader's worker and in the freeze alike.
 * It knows no tensors: `release` frees what a forgotten value holds.
 */

import type { CellIndex, LiveContext } from './contract.ts';

export interface Evaluation {
  readonly cell: string;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: LiveContext['progress'];
  /** Inputs that do not come from other live cells. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Called with every new value of an output. */
  readonly snapshot: (name: string, value: unknown) => void;
  /** Awaited between two values of a stream: work that is paused waits there. */
  readonly between?: (signal: AbortSignal) => Promise<void>;
}

export interface Evaluator {
  /** Runs a cell to its end; its outputs stay until the cell runs again or is forgotten. */
  evaluate(evaluation: Evaluation): Promise<void>;
  /** The newest value of a live cell's output. */
  value(name: string): unknown;
  forget(cell: string): void;
}

export function createEvaluator(cells: CellIndex<LiveContext>, release: (value: unknown) => void): Evaluator {
  const values = new Map<string, unknown>();
  const declaredBy = new Map<string, Set<string>>();

  const forget = (cell: string): void => {
    for (const name of declaredBy.get(cell) ?? []) {
      release(values.get(name));
      values.delete(name);
    }
    declaredBy.delete(cell);
  };

  return {
    value: (name) => values.get(name),
    forget,
    async evaluate({ cell, seed, signal, progress, inputs, snapshot, between }) {
      const load = cells[cell];
      if (load === undefined) throw new Error(`The chapter has no live cell “${cell}”.`);
      forget(cell);
      const { default: run } = await load();
      signal.throwIfAborted();
      const { outputs } = await run({ seed, signal, progress }, { ...Object.fromEntries(values), ...inputs });
      const names = new Set(Object.keys(outputs));
      declaredBy.set(cell, names);
      const settle = (name: string, value: unknown): void => {
        values.set(name, value);
        snapshot(name, value);
      };
      // A failing output must not leave the others running: all generators are closed before the error goes on.
      const settled = await Promise.allSettled(
        [...names].map((name) =>
          follow(outputs[name], async (v) => {
            settle(name, v);
            await between?.(signal);
          }),
        ),
      );
      const failed = settled.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

/** Awaits a promise, drains a generator; calls `next` with each value and waits for it. */
async function follow(value: unknown, next: (value: unknown) => Promise<void>): Promise<void> {
  const resolved = await value;
  if (isAsyncGenerator(resolved) || isGenerator(resolved))
    for await (const item of resolved) await next(item);
  else await next(resolved);
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator {
  return Object.prototype.toString.call(value) === '[object AsyncGenerator]';
}

function isGenerator(value: unknown): value is Generator {
  return Object.prototype.toString.call(value) === '[object Generator]';
}

/** One live cell on the page, as its panel and the other cells see it. */

import type { CellDescriptor } from './descriptor.ts';
import type { LiveState } from './live-state.ts';
import type { Newest } from './newest.ts';

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

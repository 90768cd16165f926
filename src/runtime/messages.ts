/** What the page and the worker say to each other. */

import type { ChapterPlace } from './cell-map.ts';
import type { Progress } from './contract.ts';

export type ToWorker =
  | {
      readonly type: 'evaluate';
      /** Number of this run; answers carry it. */
      readonly run: number;
      readonly chapter: string;
      readonly cell: string;
      readonly seed: number;
      /** Values of the inputs that live on the page; those of other live cells are in the worker already. */
      readonly inputs: Readonly<Record<string, unknown>>;
      /** Names whose values come back. */
      readonly crossing: readonly string[];
    }
  | { readonly type: 'stop'; readonly run: number }
  /** The page has shown the snapshot; the next may come. */
  | { readonly type: 'shown'; readonly run: number }
  /** Forget a cell's outputs and free what they hold. */
  | { readonly type: 'forget'; readonly run: number; readonly cell: string }
  /** The page is hidden, and work is to wait, or it is seen again. */
  | { readonly type: 'pause'; readonly paused: boolean }
  /** The author has edited the chapter: its cells are to be loaded from here from now on. */
  | { readonly type: 'reload'; readonly index: string };

export type FromWorker =
  | { readonly type: 'started'; readonly run: number; readonly backend: string; readonly reason: string }
  | { readonly type: 'snapshot'; readonly run: number; readonly outputs: Readonly<Record<string, unknown>> }
  | { readonly type: 'progress'; readonly run: number; readonly progress: Progress }
  | { readonly type: 'finished'; readonly run: number; readonly elapsed: number; readonly tensors: number }
  | { readonly type: 'stopped'; readonly run: number; readonly tensors: number }
  | { readonly type: 'forgotten'; readonly run: number; readonly tensors: number }
  | { readonly type: 'failed'; readonly run: number; readonly error: RunError; readonly tensors: number };

/** An error that can cross to the page. */
export interface RunError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Where in a reader's code it was thrown, or in code that runs together with it. */
  readonly place?: ChapterPlace & { readonly cell: string };
}

/** What the page and a worker in the sandbox say to each other besides what it says to every worker. */

import type { Work } from '../runtime/computer.ts';
import type { FromWorker } from '../runtime/messages.ts';

export type ToSandbox =
  | Work
  /** A data file that was asked for, or why there is none. */
  | { readonly type: 'file'; readonly name: string; readonly bytes: ArrayBuffer | string };

export type FromSandbox =
  | FromWorker
  /** The worker has no network; it asks for a data file by its name. */
  | { readonly type: 'file'; readonly name: string };

/** Where in the script of the worker the code of each cell stands: its first line, and how many lines it has. */
export type CellLines = Readonly<Record<string, readonly [first: number, count: number]>>;

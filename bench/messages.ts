/** What the driver of the benchmark and the processes that train say to each other. */

import type { Start, Steps } from '../src/speed/start.ts';

export type Request =
  /** Builds a model; ours answers with its start, stock begins from that. */
  | {
      readonly kind: 'load';
      readonly model: string;
      readonly backend: 'wasm' | 'cpu';
      readonly start?: Start;
    }
  | { readonly kind: 'run'; readonly steps: number }
  /** Times one of kernel-cases.mjs: its shortest call, milliseconds, or null where the backend has no such kernel. */
  | { readonly kind: 'kernel'; readonly place: number; readonly backend: 'wasm' | 'cpu' }
  /** Takes steps under the profiler; ours only. */
  | { readonly kind: 'profile'; readonly steps: number }
  /** Trains ours in its loop on fresh small batches, and watches the memory. */
  | { readonly kind: 'watch'; readonly model: string; readonly steps: number };

/** Some steps, and the memory that their process has taken. */
export interface Timed extends Steps {
  /** Largest resident set of the process so far, megabytes. */
  readonly peak: number;
}

/** Memory at one moment, megabytes, and the number of live tensors. */
export interface MemoryReading {
  readonly step: number;
  readonly wasm: number;
  readonly resident: number;
  /** JavaScript's heap after a collection, and what it holds outside of it. */
  readonly heap: number;
  readonly external: number;
  readonly tensors: number;
}

export type Reply = { readonly value: unknown } | { readonly error: string };

/** What the worker holds of a live cell, and whether that was computed from what it would be computed from now. */

import type { LiveCell } from './live-cell.ts';

export interface Holding {
  /** Counts what the worker has held; what was computed from an earlier one may refer to freed tensors. */
  readonly incarnation: number;
  /** What the value that is held was computed from; nothing is held where there is none. */
  readonly dependsOn: string | undefined;
  /** The worker holds the cell's outputs, and all that they were computed from. */
  intact(upstream: readonly LiveCell[]): boolean;
  /** The worker holds outputs that were computed from these. */
  keep(dependsOn: string, from: readonly number[]): void;
  /** The worker is about to free what it holds of this cell, or has lost it. */
  release(): void;
}

export function createHolding(): Holding {
  let held: { readonly dependsOn: string; readonly from: readonly number[] } | undefined;
  let incarnation = 0;
  return {
    get incarnation() {
      return incarnation;
    },
    get dependsOn() {
      return held?.dependsOn;
    },
    intact: (upstream) =>
      held !== undefined && upstream.every((other, i) => other.intact && other.incarnation === held?.from[i]),
    keep(dependsOn, from) {
      held = { dependsOn, from };
    },
    release() {
      held = undefined;
      incarnation++;
    },
  };
}

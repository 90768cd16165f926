/** The states of a live cell, and how a finished run compares with the published one. */

import type { Progress } from './contract.ts';
import type { RunError } from './messages.ts';

export type LiveState =
  /** Shows the published value. */
  | { readonly phase: 'published' }
  /** Waits for cells that it depends on, or for the worker. */
  | { readonly phase: 'waiting'; readonly for: string }
  | {
      readonly phase: 'running';
      readonly progress: Progress | undefined;
      /** Milliseconds of `performance.now()` at which the worker began. */
      readonly since: number | undefined;
    }
  | {
      readonly phase: 'finished';
      readonly elapsed: number;
      readonly verdict: Verdict;
      readonly last: Progress | undefined;
    }
  /** `partial`: some of what it computed is on the page. */
  | { readonly phase: 'stopped'; readonly last: Progress | undefined; readonly partial: boolean }
  | { readonly phase: 'failed'; readonly error: RunError; readonly partial: boolean }
  /** Not even started, because a cell upstream did not finish. */
  | { readonly phase: 'not-run'; readonly because: string; readonly how: 'failed' | 'stopped' };

/**
 * How a finished run compares with the published one: equal in every bit that crossed, not equal although seed and
 * inputs were the same, or not comparable because the reader changed seed or inputs, or code;
 * other code may give the published values all the same.
 */
export type Verdict = 'identical' | 'differs' | 'other-inputs' | 'own-code' | 'own-code-same';

/** On its way, so that it can be stopped. */
export function isBusy({ phase }: LiveState): boolean {
  return phase === 'waiting' || phase === 'running';
}

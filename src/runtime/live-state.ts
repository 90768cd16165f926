/** The states of a live cell. */

import type { Progress } from './contract.ts';
import type { RunError } from './messages.ts';
import type { Verdict } from './verdict.ts';

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

/** On its way, so that it can be stopped. */
export function isBusy({ phase }: LiveState): boolean {
  return phase === 'waiting' || phase === 'running';
}

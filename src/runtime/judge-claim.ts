/** A claim's condition, evaluated on a reader's values. */

import type { ClaimContext, ClaimFunction } from './contract.ts';
import type { ClaimDescriptor } from './descriptor.ts';
import { holds, type Claimed } from './judge.ts';

export interface Verdict {
  /** `measured`: a value that is compared with nothing; `unknown`: there is no value yet. */
  readonly status: 'holds' | 'fails' | 'measured' | 'unknown';
  readonly value: Claimed | null;
  readonly bound: Claimed | null;
}

/** Evaluates and judges one claim. */
export function judge(
  { relation }: Pick<ClaimDescriptor, 'relation'>,
  condition: ClaimFunction,
  values: Readonly<Record<string, unknown>>,
  context: ClaimContext,
): Verdict {
  try {
    const { value = null, bound = null, tolerance } = condition(values, context);
    if (value === null) return { status: 'unknown', value, bound };
    if (bound === null) return { status: 'measured', value, bound };
    return { status: holds({ relation, value, bound, tolerance }) ? 'holds' : 'fails', value, bound };
  } catch {
    // A run that has only begun may lack what the condition reads.
    return { status: 'unknown', value: null, bound: null };
  }
}

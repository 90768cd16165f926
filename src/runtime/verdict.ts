/** How a finished run compares with the published one. */

/**
 * Equal in every bit that crossed, not equal although seed and inputs were the same, or not comparable because the reader
 * changed seed or inputs, or code; other code may give the published values all the same.
 */
export type Verdict = 'identical' | 'differs' | 'other-inputs' | 'own-code' | 'own-code-same';

/** What a run is compared by. */
export interface Compared {
  /** It had code of the reader's. */
  readonly ownCode: boolean;
  /** It had the seed and the inputs of the published run. */
  readonly sameInputs: boolean;
  /** It gave the published values. */
  readonly sameValues: boolean;
}

export function verdictOf({ ownCode, sameInputs, sameValues }: Compared): Verdict {
  if (ownCode) return sameValues ? 'own-code-same' : 'own-code';
  if (!sameInputs) return 'other-inputs';
  return sameValues ? 'identical' : 'differs';
}

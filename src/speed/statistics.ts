/** The quantile q of some numbers, between two neighbours by a straight line. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * The shortest round of one side, which is what it takes when nothing else wants the processor, and the quartiles of all
 * rounds, which tell how often something did.
 */
export interface Spread {
  readonly best: number;
  readonly low: number;
  readonly high: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  best: Math.min(...values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** The greatest relative difference of some losses from the same places of a reference. */
export function disagreement(losses: readonly number[], reference: readonly number[]): number {
  return Math.max(...losses.map((loss, i) => Math.abs(loss - reference[i]) / Math.abs(reference[i])));
}

import * as tf from '#tensor';
import type { Random, Tensor2D, Tensor3D } from '#tensor';
import { assertCounts } from './count.ts';

/** What is to be told about a set; none depends on the order of its elements. */
export type Statistic = 'sum' | 'mean' | 'max' | 'median' | 'variance';

/** Sets of numbers and what is to be told about them; whoever drew them disposes them. */
export type NumberSets = {
  /** [count, size, 1] */
  readonly x: Tensor3D;
  /** [count, 1] */
  readonly y: Tensor2D;
};

const STATISTICS: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  mean: (values) => STATISTICS.sum(values) / values.length,
  max: (values) => values.reduce((most, value) => (value > most ? value : most)),
  median(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = (sorted.length - 1) / 2;
    return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  },
  variance(values) {
    const mean = STATISTICS.mean(values);
    return STATISTICS.mean(values.map((value) => (value - mean) * (value - mean)));
  },
};

/**
 * Draws sets of `size` numbers, uniform on [0, 1), and a statistic of each.
 *
 * The variance is the population's, Σ(x − x̄)²/n. In the manner of the population statistics of Zaheer et al. 2017,
 * arXiv:1703.06114, section 4.1.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawNumberSets } from '#data';
 *
 * const sets = drawNumberSets({ count: 2, size: 4, statistic: 'mean' }, random(seed));
 * Array.from(sets.x.dataSync());
 * ```
 */
export function drawNumberSets(
  options: { readonly count: number; readonly size: number; readonly statistic: Statistic },
  random: Random,
): NumberSets {
  const { count, size, statistic } = options;
  assertCounts({ count, size });
  const sets = Array.from({ length: count }, (_, set) => {
    const draws = random.fork(`set ${set}`);
    // Rounded first, so that the statistic is that of the numbers given.
    return Array.from({ length: size }, () => Math.fround(draws.uniform()));
  });
  return {
    x: tf.tensor3d(sets.flat(), [count, size, 1]),
    y: tf.tensor2d(
      sets.map((values) => STATISTICS[statistic](values)),
      [count, 1],
    ),
  };
}

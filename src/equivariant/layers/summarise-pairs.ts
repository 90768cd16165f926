import * as tf from '#tensor';
import type { Tensor, Tensor3D, Tensor4D } from '#tensor';

/** What a permutation-equivariant map can read off numbers on pairs. */
export interface PairSummaries {
  /** For each i: x_ii, mean_j x_ij, mean_j x_ji; [B, n, 3·C]. */
  readonly elements: Tensor3D;
  /** mean_i x_ii and mean_ij x_ij, [B, 1, 2·C]. */
  readonly totals: Tensor3D;
  /** δ_ij, [n, n, 1]. */
  readonly delta: Tensor;
}

/** Reads diagonal, row means, column means and their means off x [B, n, n, C]; call it in a tidy. */
export function summarisePairs(x: Tensor4D): PairSummaries {
  const delta = tf.expandDims(tf.eye(x.shape[1]), 2); // [n, n, 1]
  const diagonal = tf.sum(tf.mul(x, delta), 2); // x_ii: [B, n, C]
  const rows = tf.mean(x, 2); // [B, n, C]
  const columns = tf.mean(x, 1); // [B, n, C]
  return {
    elements: tf.concat([diagonal, rows, columns], 2) as Tensor3D,
    totals: tf.concat([tf.mean(diagonal, 1, true), tf.mean(rows, 1, true)], 2) as Tensor3D,
    delta,
  };
}

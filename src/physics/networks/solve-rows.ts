import * as tf from '#tensor';
import type { Tensor } from '#tensor';

/**
 * Solves M x = b for each row of a batch: entry i, j of M, and entry i of b, is a tensor [B, 1], and so is each of x.
 *
 * By elimination without pivoting, which is stable for matrices that are positive definite (a mass matrix should be).
 * Differentiable. The results are the caller's, or the surrounding tidy's.
 */
export function solveRows(matrix: readonly (readonly Tensor[])[], b: readonly Tensor[]): Tensor[] {
  const [pivots, ...lower] = matrix;
  if (lower.length === 0) return [tf.div(b[0], pivots[0])];
  const factors = lower.map((row) => tf.div(row[0], pivots[0]));
  const rest = lower.map((row, i) =>
    row.slice(1).map((entry, j) => tf.sub(entry, tf.mul(factors[i], pivots[j + 1]))),
  );
  const x = solveRows(
    rest,
    b.slice(1).map((entry, i) => tf.sub(entry, tf.mul(factors[i], b[0]))),
  );
  const known = x.reduce<Tensor>((sum, value, j) => tf.sub(sum, tf.mul(pivots[j + 1], value)), b[0]);
  return [tf.div(known, pivots[0]), ...x];
}

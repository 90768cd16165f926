import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import type { Matrix } from '../linear/matrix.ts';

/** x ↦ Mx + t along one axis of a tensor, the caller's. */
export function applyAlongAxis<T extends Tensor>(
  matrix: Matrix,
  shift: readonly number[] | undefined,
  x: T,
  axis: number,
): T {
  return tf.tidy(() => {
    const order = x.shape.map((_, index) => index);
    [order[axis], order[x.rank - 1]] = [x.rank - 1, axis]; // its own inverse
    const swapped = tf.transpose(x, order); // […, d]
    const rows = tf.reshape(swapped, [-1, matrix.length]); // [N, d]
    const mapped = tf.matMul(rows as tf.Tensor2D, tf.tensor2d(matrix as number[][]), false, true); // [N, d]
    const moved = shift ? tf.add(mapped, tf.tensor1d([...shift])) : mapped;
    return tf.transpose(tf.reshape(moved, swapped.shape), order) as T;
  });
}

import * as tf from '#tensor';
import type { Random, Tensor } from '#tensor';

/** A random permutation of n things, and the function that moves the given axes of a tensor by it. */
export function drawPermutation(
  n: number,
  random: Random,
): <T extends Tensor>(x: T, axes: readonly number[]) => T {
  const order = tf.tensor1d(tf.shuffle(n, random), 'int32');
  return <T extends Tensor>(x: T, axes: readonly number[]) =>
    axes.reduce((moved, axis) => tf.gather(moved, order, axis), x);
}

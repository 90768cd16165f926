import * as tf from '#tensor';
import type { Random, Tensor } from '#tensor';
import { relativeError } from './relative-error.ts';

/** A random permutation of n things, and the function that moves the given axes of a tensor by it. */
export function drawPermutation(
  n: number,
  random: Random,
): <T extends Tensor>(x: T, axes: readonly number[]) => T {
  const order = tf.tensor1d(tf.shuffle(n, random), 'int32');
  return <T extends Tensor>(x: T, axes: readonly number[]) =>
    axes.reduce((moved, axis) => tf.gather(moved, order, axis), x);
}

/**
 * The largest error of y(σx) against σ y(x) over random σ, relative to the largest number.
 *
 * @param x [B, n, …]
 * @param axesIn the axes of x that σ moves
 * @param axesOut those of y that it moves
 */
export function errorOverPermutations(
  apply: (x: Tensor) => Tensor,
  x: Tensor,
  axesIn: readonly number[],
  axesOut: readonly number[],
  trials = 100,
): number {
  const [, n = 0] = x.shape;
  const random = tf.random(11);
  return Math.max(
    ...Array.from({ length: trials }, (_, trial) => {
      const permute = drawPermutation(n, random.fork(`${trial}`));
      return tf.tidy(() => relativeError(apply(permute(x, axesIn)), permute(apply(x), axesOut)));
    }),
  );
}

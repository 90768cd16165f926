import { sqrt, square, sum } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * The Euclidean norm ‖x‖ = √Σ xᵢ², over all axes or over `axis`.
 *
 * Differentiable at every order where it is not zero; at zero its derivative is not defined and comes out as NaN: take
 * `sqrt(add(sum(square(x)), ε))` where a vector may vanish.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const x = tf.tensor2d([[3, 4], [5, 12]]);
 * const lengths = tf.tidy(() => tf.norm(x, 1));
 * Array.from(lengths.dataSync());
 * ```
 */
export function norm<T extends Tensor = Tensor>(x: Tensor, axis?: number | number[], keepDims = false): T {
  return sqrt(sum(square(x), axis, keepDims)) as T;
}

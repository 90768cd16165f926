import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { assertHolds, describeType, isPermuted } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/**
 * Applies one function to each number. It commutes with every permutation, and with nothing else.
 *
 * @throws on a type whose numbers are mixed and not only exchanged
 */
function pointwise(name: string, f: (x: Tensor) => Tensor): LayerOn {
  return {
    name,
    on(type) {
      if (!isPermuted(type)) {
        throw new Error(
          `${name} does not commute with a group that mixes the numbers of ${describeType(type)}; take normGate() there.`,
        );
      }
      return {
        name,
        inType: type,
        outType: type,
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          return f(x);
        },
      };
    },
  };
}

/**
 * Keeps what is positive, number by number: max(x, 0).
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { relu, vector } from '#equivariant';
 *
 * const x = tf.tensor2d([[-2, -1, 0, 1]]);
 * const y = relu().on(vector(4)).apply([], x);
 * Array.from(y.dataSync());
 * ```
 */
export const relu = (): LayerOn => pointwise('relu', (x) => tf.relu(x));

/**
 * x where it is positive, else eˣ − 1, number by number. Clevert et al. 2016, arXiv:1511.07289.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { elu, vector } from '#equivariant';
 *
 * const x = tf.tensor2d([[-2, -1, 0, 1]]);
 * const y = elu().on(vector(4)).apply([], x);
 * Array.from(y.dataSync());
 * ```
 */
export const elu = (): LayerOn => pointwise('elu', (x) => tf.elu(x));

/**
 * tanh x, number by number.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { tanh, vector } from '#equivariant';
 *
 * const x = tf.tensor2d([[-2, -1, 0, 1]]);
 * const y = tanh().on(vector(4)).apply([], x);
 * Array.from(y.dataSync());
 * ```
 */
export const tanh = (): LayerOn => pointwise('tanh', (x) => tf.tanh(x));

/**
 * x · sigmoid(x), number by number: smooth, so that forces may be its derivatives. arXiv:1702.03118.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { silu, vector } from '#equivariant';
 *
 * const x = tf.tensor2d([[-2, -1, 0, 1]]);
 * const y = silu().on(vector(4)).apply([], x);
 * Array.from(y.dataSync());
 * ```
 */
export const silu = (): LayerOn => pointwise('silu', applySilu);

/** x · sigmoid(x) of a tensor. */
export function applySilu<T extends Tensor>(x: T): T {
  return tf.tidy(() => tf.mul(x, tf.sigmoid(x)));
}

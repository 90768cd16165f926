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

/** Keeps what is positive, number by number: max(x, 0). */
export const relu = (): LayerOn => pointwise('relu', (x) => tf.relu(x));

/** x where it is positive, else eˣ − 1, number by number. Clevert et al. 2016, arXiv:1511.07289. */
export const elu = (): LayerOn => pointwise('elu', (x) => tf.elu(x));

/** tanh x, number by number. */
export const tanh = (): LayerOn => pointwise('tanh', (x) => tf.tanh(x));

/** x · sigmoid(x), number by number: smooth, so that forces may be its derivatives. arXiv:1702.03118. */
export const silu = (): LayerOn => pointwise('silu', applySilu);

/** x · sigmoid(x) of a tensor. */
export function applySilu<T extends Tensor>(x: T): T {
  return tf.tidy(() => tf.mul(x, tf.sigmoid(x)));
}

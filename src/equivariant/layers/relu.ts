import * as tf from '#tensor';
import { assertHolds, describeType, isPermuted } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/**
 * Keeps what is positive, number by number: max(x, 0). It commutes with every permutation, and with nothing else.
 *
 * @throws on a type whose numbers are mixed and not only exchanged
 */
export function relu(): LayerOn {
  const name = 'relu';
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
          return tf.relu(x);
        },
      };
    },
  };
}

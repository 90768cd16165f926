import * as tf from '#tensor';
import { assertHolds } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/** Keeps what is positive, number by number: max(x, 0). It commutes with every permutation, so with every type's action. */
export function relu(): LayerOn {
  const name = 'relu';
  return {
    name,
    on: (type) => ({
      name,
      inType: type,
      outType: type,
      init: () => [],
      apply(_, x) {
        assertHolds(type, x.shape, name);
        return tf.relu(x);
      },
    }),
  };
}

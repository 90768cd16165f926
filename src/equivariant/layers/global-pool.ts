import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { assertHolds, describeType, vector } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/** Forgets the place: the mean or the maximum of each channel over all pixels. [B, H, W, C] → [B, C]. */
export function globalPool(reduce: 'mean' | 'max' = 'mean'): LayerOn {
  const name = `globalPool ${reduce}`;
  return {
    name,
    on(type) {
      if (type.kind !== 'image') {
        const remedy = type.kind === 'regular' ? 'put groupPool() before it' : 'its pixels are gone already; drop it';
        throw new Error(`${name} needs an image, but got ${describeType(type)}; ${remedy}.`);
      }
      return {
        name,
        inType: type,
        outType: vector(type.channels),
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          const pixels = x as Tensor4D; // [B, H, W, C]
          return reduce === 'mean' ? tf.mean(pixels, [1, 2]) : tf.max(pixels, [1, 2]); // [B, C]
        },
      };
    },
  };
}

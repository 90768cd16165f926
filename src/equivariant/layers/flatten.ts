import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { assertHolds, describeType, vector } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/**
 * Lays an image's pixels and channels in a row: [B, n, n, C] → [B, n·n·C].
 *
 * At n = 1 nothing is lost. Above, a rotation permutes the row, and a dense layer after it does not commute with that.
 *
 * @param n side of the image, pixels
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { flatten, image } from '#equivariant';
 *
 * const images = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
 * const rows = flatten(2).on(image(1)).apply([], images);
 * rows.shape;
 * ```
 */
export function flatten(n: number): LayerOn {
  const name = `flatten ${n}×${n}`;
  return {
    name,
    on(type) {
      if (type.kind !== 'image') {
        const remedy = type.kind === 'regular' ? 'put groupPool() before it' : 'it is flat already; drop it';
        throw new Error(`${name} needs an image, but got ${describeType(type)}; ${remedy}.`);
      }
      const size = n * n * type.channels;
      return {
        name,
        inType: type,
        outType: vector(size),
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          const [batch, height, width] = (x as Tensor4D).shape;
          if (height !== n || width !== n) {
            throw new Error(
              `${name} got [${x.shape.join(', ')}]: build it as flatten(${height}), with square images.`,
            );
          }
          return tf.reshape(x, [batch, size]); // [B, n·n·C]
        },
      };
    },
  };
}

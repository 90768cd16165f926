import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { assertHolds, describeType, image } from './feature-type.ts';
import type { LayerOn, NoParameters } from './layer.ts';
import { symmetricMean } from './symmetric-mean.ts';

/**
 * Forgets the pose: y(x) = max_g f(x, g), or the mean over g. [B, H, W, |G|·C] → [B, H, W, C].
 *
 * A permutation of the group axis changes neither, so an image is left, on which g only moves the pixels.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, groupPool, regular } from '#equivariant';
 *
 * const poses = tf.tensor4d([3, 1, 4, 1], [1, 1, 1, 4]); // one pixel in four poses
 * const pooled = groupPool().on(regular(C4, 1)).apply([], poses);
 * Array.from(pooled.dataSync());
 * ```
 */
export function groupPool(reduce: 'max' | 'mean' = 'max'): LayerOn {
  const name = `groupPool ${reduce}`;
  return {
    name,
    on(type) {
      if (type.kind !== 'regular') {
        throw new Error(
          `${name} needs a group axis, but got ${describeType(type)}; put it after liftingConv or groupConv, and once.`,
        );
      }
      const { group, channels } = type;
      const outType = image(channels);
      const apply = (x: Tensor): Tensor => {
        assertHolds(type, x.shape, name);
        return tf.tidy(() => {
          const [batch, height, width] = (x as Tensor4D).shape;
          const poses = tf.reshape(x, [-1, group.order, channels]); // [BHW, |G|, C]
          const pooled = reduce === 'max' ? tf.max(poses, 1) : tf.mean(poses, 1); // [BHW, C]
          return tf.reshape(pooled, [batch, height, width, channels]);
        });
      };
      return {
        name,
        group,
        inType: type,
        outType,
        init: () => [],
        apply: (_, x) => apply(x),
        ...(reduce === 'mean' && {
          applyBitExact: (_: NoParameters, x: Tensor) => symmetricMean(group, type, outType, apply, x),
        }),
      };
    },
  };
}

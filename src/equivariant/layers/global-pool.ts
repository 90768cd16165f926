import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import { assertHolds, describeType, vector } from './feature-type.ts';
import type { LayerOn, NoParameters } from './layer.ts';
import { symmetricMean } from './symmetric-mean.ts';

/**
 * Forgets the place: the mean or the maximum of each channel over all pixels. [B, H, W, C] → [B, C].
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { globalPool, image } from '#equivariant';
 *
 * const images = tf.tensor4d([1, 2, 3, 6], [1, 2, 2, 1]);
 * const [mean, most] = (['mean', 'max'] as const).map((reduce) => globalPool(reduce).on(image(1)).apply([], images));
 * [mean.dataSync()[0], most.dataSync()[0]];
 * ```
 */
export function globalPool(reduce: 'mean' | 'max' = 'mean'): LayerOn {
  const name = `globalPool ${reduce}`;
  return {
    name,
    on(type) {
      if (type.kind !== 'image') {
        const remedy =
          type.kind === 'regular' ? 'put groupPool() before it' : 'its pixels are gone already; drop it';
        throw new Error(`${name} needs an image, but got ${describeType(type)}; ${remedy}.`);
      }
      const outType = vector(type.channels);
      const apply = (x: Tensor): Tensor => {
        assertHolds(type, x.shape, name);
        return reduce === 'mean' ? tf.mean(x, [1, 2]) : tf.max(x, [1, 2]); // [B, C]
      };
      return {
        name,
        inType: type,
        outType,
        init: () => [],
        apply: (_, x) => apply(x),
        ...(reduce === 'mean' && {
          applyBitExact: (_: NoParameters, x: Tensor, group: FiniteGroup) =>
            symmetricMean(group, type, outType, apply, x),
        }),
      };
    },
  };
}

import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import { assertHolds, describeType, isPixelType } from './feature-type.ts';
import type { LayerOn, NoParameters } from './layer.ts';
import { symmetricMean } from './symmetric-mean.ts';
import { assertWindowFits, windowOf } from './window.ts';

/** Options of a pool over pixels. */
export interface SpatialPoolOptions {
  /** Step between windows, pixels. Default: the window, so that windows tile the image. */
  readonly stride?: number;
  /** Lets through sizes for which a rotation of the input does not rotate the output. Default false. */
  readonly inexact?: boolean;
}

/**
 * Takes the largest number of each kernel × kernel window, channel by channel. [B, H, W, C] → [B, H', W', C].
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { image, maxPool } from '#equivariant';
 *
 * const images = tf.tensor4d(Array.from({ length: 16 }, (_, i) => i), [1, 4, 4, 1]);
 * const pooled = maxPool(2).on(image(1)).apply([], images);
 * Array.from(pooled.dataSync());
 * ```
 */
export const maxPool = (kernel: number, options: SpatialPoolOptions = {}): LayerOn =>
  spatialPool('maxPool', tf.maxPool, kernel, options, false);

/**
 * Takes the mean of each kernel × kernel window, channel by channel. [B, H, W, C] → [B, H', W', C].
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { avgPool, image } from '#equivariant';
 *
 * const images = tf.tensor4d(Array.from({ length: 16 }, (_, i) => i), [1, 4, 4, 1]);
 * const pooled = avgPool(2).on(image(1)).apply([], images);
 * Array.from(pooled.dataSync());
 * ```
 */
export const avgPool = (kernel: number, options: SpatialPoolOptions = {}): LayerOn =>
  spatialPool('avgPool', tf.avgPool, kernel, options, true);

function spatialPool(
  kind: string,
  pool: (x: Tensor4D, kernel: number, stride: number, padding: number) => Tensor4D,
  kernel: number,
  { stride = kernel, inexact = false }: SpatialPoolOptions,
  adds: boolean,
): LayerOn {
  const name = `${kind} ${kernel}×${kernel}`;
  const window = windowOf({ kernel, stride, inexact });
  return {
    name,
    on(type) {
      if (!isPixelType(type)) {
        throw new Error(
          `${name} needs pixels, but got ${describeType(type)}; put it before the layer that removes them.`,
        );
      }
      return {
        name,
        inType: type,
        outType: type,
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          assertWindowFits(window, x as Tensor4D, name);
          return pool(x as Tensor4D, kernel, stride, 0);
        },
        ...(adds && {
          applyBitExact(_: NoParameters, x: Tensor, group: FiniteGroup) {
            assertHolds(type, x.shape, name);
            assertWindowFits({ ...window, inexact: false }, x as Tensor4D, name);
            return symmetricMean(
              group,
              type,
              type,
              (turned) => pool(turned as Tensor4D, kernel, stride, 0),
              x,
            );
          },
        }),
      };
    },
  };
}

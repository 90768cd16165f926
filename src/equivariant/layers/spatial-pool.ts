import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { assertHolds, describeType } from './feature-type.ts';
import type { LayerOn } from './layer.ts';
import { assertWindowFits, windowOf } from './window.ts';

/** Options of a pool over pixels. */
export interface SpatialPoolOptions {
  /** Step between windows, pixels. Default: the window, so that windows tile the image. */
  readonly stride?: number;
  /** Lets through sizes for which a rotation of the input does not rotate the output. Default false. */
  readonly inexact?: boolean;
}

/** Takes the largest number of each kernel × kernel window, channel by channel. [B, H, W, C] → [B, H', W', C]. */
export const maxPool = (kernel: number, options: SpatialPoolOptions = {}): LayerOn =>
  spatialPool('maxPool', tf.maxPool, kernel, options);

/** Takes the mean of each kernel × kernel window, channel by channel. [B, H, W, C] → [B, H', W', C]. */
export const avgPool = (kernel: number, options: SpatialPoolOptions = {}): LayerOn =>
  spatialPool('avgPool', tf.avgPool, kernel, options);

function spatialPool(
  kind: string,
  pool: (x: Tensor4D, kernel: number, stride: number, padding: number) => Tensor4D,
  kernel: number,
  { stride = kernel, inexact = false }: SpatialPoolOptions,
): LayerOn {
  const name = `${kind} ${kernel}×${kernel}`;
  const window = windowOf({ kernel, stride, inexact });
  return {
    name,
    on(type) {
      if (type.kind === 'vector') {
        throw new Error(`${name} needs pixels, but got ${describeType(type)}; put it before the layer that removes them.`);
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
      };
    },
  };
}

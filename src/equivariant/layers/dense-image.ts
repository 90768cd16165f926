import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { applyAffine, drawAffine } from './affine.ts';
import type { AffineParameters } from './affine.ts';
import { assertHolds, image } from './feature-type.ts';
import type { Layer } from './layer.ts';

/**
 * Maps images to images affinely, every pixel to every pixel: the layer without any symmetry.
 *
 * y = xW + b with weight [H·W·Cin, H·W·Cout], bias [H·W·Cout]; [B, H, W, Cin] → [B, H, W, Cout].
 *
 * @throws when applied to images of another size
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { conv, denseImage } from '#equivariant';
 *
 * const free = denseImage({ height: 7, width: 7, in: 1, out: 1 }).init(tf.random(seed));
 * const shared = conv({ in: 1, out: 1, kernel: 3 }).init(tf.random(seed));
 * ({ denseImage: tf.countParameters(free), conv: tf.countParameters(shared) });
 * ```
 */
export function denseImage(options: {
  /** Rows, pixels. */
  readonly height: number;
  /** Columns, pixels. */
  readonly width: number;
  /** Channels in. */
  readonly in: number;
  /** Channels out. */
  readonly out: number;
}): Layer<Required<AffineParameters>> {
  const { height, width, in: channelsIn, out: channelsOut } = options;
  const name = `denseImage ${channelsIn} → ${channelsOut}, ${height}×${width}`;
  const pixels = height * width;
  const inType = image(channelsIn);
  return {
    name,
    inType,
    outType: image(channelsOut),
    init: (random) => drawAffine(pixels * channelsIn, pixels * channelsOut, random),
    apply(parameters, x) {
      assertHolds(inType, x.shape, name);
      if (x.shape[1] !== height || x.shape[2] !== width) {
        throw new Error(
          `${name} got [${x.shape.join(', ')}]; build it with height: ${x.shape[1]} and width: ${x.shape[2]}.`,
        );
      }
      return tf.tidy(() => {
        const rows = tf.reshape(x, [-1, pixels * channelsIn]) as Tensor2D; // [B, HW·Cin]
        return tf.reshape(applyAffine(rows, parameters), [-1, height, width, channelsOut]); // [B, H, W, Cout]
      });
    },
  };
}

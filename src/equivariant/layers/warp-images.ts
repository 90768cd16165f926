import * as tf from '#tensor';
import type { Tensor, Tensor3D, Tensor4D } from '#tensor';

/**
 * Reads images at places moved by affine maps: y(p) = x(A p), bilinear, 0 outside; differentiable in x and in A.
 *
 * p = (column, row, 1), where columns and rows run from −1 at the centre of the first pixel to 1 at that of the last.
 * A turns a pattern against its own sense of turning, because it says where to read.
 *
 * @param images [B, H, W, C], H, W ≥ 2
 * @param affine [B, 3, 3], of which the first two rows count
 * @returns [B, H, W, C]
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { warpImages } from '#equivariant';
 *
 * const images = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
 * const mirror = tf.tensor3d([-1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 3, 3]); // columns exchanged
 * const warped = warpImages(images, mirror);
 * Array.from(warped.dataSync());
 * ```
 */
export function warpImages(images: Tensor4D, affine: Tensor3D): Tensor4D {
  const [batch, height, width, channels] = images.shape;
  if (affine.shape.join() !== [batch, 3, 3].join() || height < 2 || width < 2) {
    throw new Error(
      `warpImages got images [${images.shape.join(', ')}] and maps [${affine.shape.join(', ')}]; ` +
        'give one 3 × 3 matrix for each image of at least 2 × 2 pixels.',
    );
  }
  return tf.tidy(() => {
    const pixels = height * width;
    const read = tf.matMul(affine, gridOf(height, width)) as Tensor3D; // [B, 3, 3]·[3, HW] → [B, 3, HW]
    const [columns, rows] = tf.split(tf.slice(read, [0, 0, 0], [-1, 2, -1]), 2, 1); // [B, 1, HW] each
    const fromRows = shares(rows, height); // [B, HW, H]
    const fromColumns = shares(columns, width); // [B, HW, W]
    const lines = tf.matMul(fromRows, tf.reshape(images, [batch, height, width * channels])); // Σ over rows: [B, HW, W·C]
    const weighed = tf.mul(
      tf.reshape(lines, [batch, pixels, width, channels]),
      tf.expandDims(fromColumns, 3),
    ); // [B, HW, W, C]
    return tf.reshape(tf.sum(weighed, 2), [batch, height, width, channels]);
  });
}

/** (column, row, 1) of each pixel, from −1 to 1; [1, 3, HW], to be repeated over the batch. */
function gridOf(height: number, width: number): Tensor {
  const places = new Float32Array(3 * height * width);
  for (let pixel = 0; pixel < height * width; pixel++) {
    places[pixel] = (2 * (pixel % width)) / (width - 1) - 1;
    places[height * width + pixel] = (2 * Math.floor(pixel / width)) / (height - 1) - 1;
    places[2 * height * width + pixel] = 1;
  }
  return tf.tensor(places, [1, 3, height * width]);
}

/** How much each of n pixels on a line counts at the given places: max(0, 1 − |place − pixel|); [B, 1, P] → [B, P, n]. */
function shares(places: Tensor, n: number): Tensor {
  const inPixels = tf.mul(tf.add(tf.transpose(places, [0, 2, 1]), 1), (n - 1) / 2); // [B, P, 1]
  return tf.relu(tf.sub(1, tf.abs(tf.sub(inPixels, tf.range(0, n)))));
}

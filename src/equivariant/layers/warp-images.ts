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
    const read = tf.matMul(affine, gridOf(height, width)) as Tensor3D; // [B, 3, 3]·[3, HW] → [B, 3, HW]
    const [columns, rows] = tf
      .split(tf.slice(read, [0, 0, 0], [-1, 2, -1]), 2, 1)
      .map((places, axis) => neighbours(tf.reshape(places, [batch, -1]), axis === 0 ? width : height)); // [B, HW] each
    const firstOf = tf.reshape(tf.mul(tf.range(0, batch), height * width), [batch, 1]); // of each image's pixels
    const pixels = tf.reshape(images, [-1, channels]); // [B·HW, C]
    const terms = rows.flatMap((row) =>
      columns.map((column) => {
        const index = tf.add(tf.add(tf.mul(row.index, width), column.index), firstOf); // [B, HW]
        const values = tf.gather(pixels, tf.reshape(tf.cast(index, 'int32'), [-1])); // [B·HW, C]
        return tf.mul(values, tf.reshape(tf.mul(row.share, column.share), [-1, 1]));
      }),
    );
    const sum = terms.reduce((total, term) => tf.add(total, term)); // [B·HW, C]
    return tf.reshape(sum, [batch, height, width, channels]);
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

/** One of the two pixels between which a place lies, and its share: 1 − |place − pixel|, or 0 outside. */
interface Neighbour {
  readonly index: Tensor;
  readonly share: Tensor;
}

/** The two pixels of n on a line next to each place in [−1, 1]. The shares have derivatives, the pixels have none. */
function neighbours(places: Tensor, n: number): Neighbour[] {
  const inPixels = tf.mul(tf.add(places, 1), (n - 1) / 2);
  const before = tf.floor(inPixels);
  return [before, tf.add(before, 1)].map((pixel) => {
    const inside = tf.cast(tf.logicalAnd(tf.greaterEqual(pixel, 0), tf.less(pixel, n)), 'float32');
    return {
      index: tf.clipByValue(pixel, 0, n - 1),
      share: tf.mul(inside, tf.sub(1, tf.abs(tf.sub(inPixels, pixel)))),
    };
  });
}

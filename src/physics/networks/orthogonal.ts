import * as tf from '#tensor';
import type { Random, Tensor2D } from '#tensor';

/**
 * A random matrix [rows, columns] with orthonormal columns, or rows where these are fewer, uniformly distributed; times
 * `gain` (default 1).
 *
 * Normal vectors are made orthonormal one after another (Gram–Schmidt, twice for the sake of rounding), in double
 * precision with + − × ÷ √ only. The tensor is the caller's. Source: Saxe, McClelland & Ganguli 2014, arXiv 1312.6120.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { orthogonal } from '#physics/networks';
 *
 * const q = orthogonal(4, 2, tf.random(seed));
 * tf.tidy(() => Array.from(tf.matMul(q, q, true).dataSync())); // QᵀQ
 * ```
 */
export function orthogonal(rows: number, columns: number, random: Random, gain = 1): Tensor2D {
  const [length, count] = [Math.max(rows, columns), Math.min(rows, columns)];
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) {
        const along = product(vector, other);
        for (let i = 0; i < length; i++) vector[i] -= along * other[i];
      }
      const size = Math.sqrt(product(vector, vector));
      for (let i = 0; i < length; i++) vector[i] /= size;
    }
    vectors.push(vector);
  }
  const values = new Float32Array(rows * columns);
  vectors.forEach((vector, k) =>
    vector.forEach((value, i) => {
      values[rows >= columns ? i * columns + k : k * columns + i] = gain * value;
    }),
  );
  return tf.tensor2d(values, [rows, columns], 'float32');
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';

/** Classes as rows with a single 1: [B, classes]. */
export function oneHot(labels: readonly number[], classes: number): Tensor2D {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, example) => (rows[example * classes + label] = 1));
  return tf.tensor2d(rows, [labels.length, classes]);
}

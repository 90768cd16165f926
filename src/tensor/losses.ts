/** Losses that are compositions of right ops, and therefore right at every order. */
import { logSoftmax, mean, mul, neg, squaredDifference, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

function requireSameShape(loss: string, a: Tensor, b: Tensor): void {
  if (a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i])) return;
  throw new Error(
    `${loss}: labels of shape [${a.shape.join(', ')}] and predictions of shape [${b.shape.join(', ')}] must have the ` +
      'same shape. Reshape one, or make class numbers one-hot with oneHot.',
  );
}

/**
 * The mean cross-entropy between one-hot (or soft) labels and softmax(logits):
 * L = −mean over examples of Σ_c labels_c · log softmax(logits)_c, in nats.
 *
 * Use it in place of tfjs's `losses.softmaxCrossEntropy`, whose second derivative is silently wrong.
 *
 * @param labels float32 or int32 of shape [..., C]; each row sums to 1
 * @param logits float32 of shape [..., C]
 * @throws when the shapes differ
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const labels = tf.tensor2d([[1, 0]]);
 * const logits = tf.tensor2d([[0, 0]]);
 * tf.tidy(() => tf.softmaxCrossEntropy(labels, logits).dataSync()[0]); // ln 2
 * ```
 */
export function softmaxCrossEntropy(labels: Tensor, logits: Tensor): Scalar {
  requireSameShape('softmaxCrossEntropy', labels, logits);
  return neg(mean(sum(mul(labels, logSoftmax(logits)), -1)));
}

/**
 * The mean squared error L = mean (labels − predictions)², over all elements.
 *
 * @throws when the shapes differ: a silent broadcast here is the classic mistake
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const predictions = tf.tensor1d([1, 2, 6]);
 * const labels = tf.tensor1d([1, 2, 3]);
 * tf.tidy(() => tf.meanSquaredError(labels, predictions).dataSync()[0]);
 * ```
 */
export function meanSquaredError(labels: Tensor, predictions: Tensor): Scalar {
  requireSameShape('meanSquaredError', labels, predictions);
  return mean(squaredDifference(labels, predictions));
}

/**
 * The models of models.ts written with stock tfjs, as its documentation would have it: the same parameters, shapes and
 * layout, but independent formulas (a p4 filter bank is made of rotations here, and of one gather there).
 */
import * as tf from '@tensorflow/tfjs';

/** @typedef {Record<string, import('@tensorflow/tfjs').Variable>} Variables by path, such as `0.weight` */
/** @typedef {(variables: Variables, x: import('@tensorflow/tfjs').Tensor, y: import('@tensorflow/tfjs').Tensor) => import('@tensorflow/tfjs').Scalar} Loss */

/** @type {Loss} */
function mlp(v, x, y) {
  const first = tf.tanh(tf.add(tf.matMul(x, v['0.weight']), v['0.bias']));
  const second = tf.tanh(tf.add(tf.matMul(first, v['1.weight']), v['1.bias']));
  return tf.losses.meanSquaredError(y, tf.add(tf.matMul(second, v['2.weight']), v['2.bias']));
}

/**
 * conv2d + bias + relu + 2×2 max-pool.
 * @param {any} x @param {any} filter @param {any} bias - tensors whose rank the caller knows
 */
const block = (x, filter, bias) =>
  tf.maxPool(tf.relu(tf.add(tf.conv2d(x, filter, 1, 'same'), bias)), 2, 2, 'valid');

/** @type {Loss} */
function cnn(v, x, y) {
  const first = block(x, v['0.filter'], v['0.bias']); // [B, 14, 14, 8]
  const second = block(first, v['3.filter'], v['3.bias']); // [B, 7, 7, 16]
  const logits = tf.add(tf.matMul(tf.reshape(second, [x.shape[0], 784]), v['7.weight']), v['7.bias']);
  return tf.losses.softmaxCrossEntropy(y, logits);
}

/**
 * Turns the first two axes by g quarter turns, counter-clockwise (rows point down).
 * @param {any} filter @param {number} g @returns {any}
 */
function rotate(filter, g) {
  if (g === 0) return filter;
  const axes = filter.shape.map((/** @type {number} */ _, /** @type {number} */ i) => i);
  return rotate(tf.reverse(tf.transpose(filter, [1, 0, ...axes.slice(2)]), 0), g - 1);
}

const quarterTurns = [0, 1, 2, 3];

/** [k, k, Cin, Cout] → [k, k, Cin, 4·Cout]: the filter in each of four poses. @param {any} w */
const liftingBank = (w) =>
  tf.concat(
    quarterTurns.map((g) => rotate(w, g)),
    3,
  );

/** [k, k, 4, Cin, Cout] → [k, k, 4·Cin, 4·Cout]: pose g turns the pixels and shifts the pose axis. @param {any} w */
function groupBank(w) {
  const poses = tf.unstack(w, 2); // four of [k, k, Cin, Cout]
  const columns = quarterTurns.map((g) =>
    tf.concat(
      quarterTurns.map((h) => rotate(poses[(h - g + 4) % 4], g)),
      2,
    ),
  );
  return tf.concat(columns, 3);
}

/** @type {Loss} */
function p4cnn(v, x, y) {
  const first = block(x, liftingBank(v['0.filter']), tf.tile(v['0.bias'], [4])); // [B, 14, 14, 4·8]
  const second = block(first, groupBank(v['3.filter']), tf.tile(v['3.bias'], [4])); // [B, 7, 7, 4·16]
  const posed = tf.reshape(second, [x.shape[0], 7, 7, 4, 16]);
  const features = tf.mean(tf.max(posed, 3), [1, 2]); // [B, 16]
  return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(features, v['8.weight']), v['8.bias']));
}

/** @type {Record<string, Loss>} */
export const losses = { 'mlp-200': mlp, 'mlp-32': mlp, cnn, 'p4-cnn': p4cnn };

/**
 * The models of src/speed/models.ts written with stock tfjs, as its documentation would have it: the same parameters, shapes and
 * layout, but independent formulas (a p4 filter bank is made of rotations here, and of one gather there).
 */
import * as tf from '@tensorflow/tfjs';

/** @typedef {Record<string, import('@tensorflow/tfjs').Variable>} Variables by path, such as `0.weight` */
/** @typedef {(variables: Variables, x: import('@tensorflow/tfjs').Tensor, y: import('@tensorflow/tfjs').Tensor) => import('@tensorflow/tfjs').Scalar} Loss */

/**
 * Three dense layers with an activation between them.
 * @param {Variables} v @param {any} x @param {(x: any) => any} activation
 */
const perceptron = (v, x, activation) => {
  const first = activation(tf.add(tf.matMul(x, v['0.weight']), v['0.bias']));
  const second = activation(tf.add(tf.matMul(first, v['1.weight']), v['1.bias']));
  const last = tf.matMul(second, v['2.weight']);
  return '2.bias' in v ? tf.add(last, v['2.bias']) : last;
};

/** @type {Loss} */
const mlp = (v, x, y) => tf.losses.meanSquaredError(y, perceptron(v, x, tf.tanh));

/**
 * tanh with right gradients of every order: tfjs's own loses every path through a saved output in the second. What a
 * user of tfjs would have to write.
 * @type {(x: any) => any}
 */
const rightTanh = tf.customGrad((x, save) => {
  const input = /** @type {any} */ (x);
  /** @type {any} */ (save)([input]);
  return {
    value: tf.tanh(input),
    gradFunc: (/** @type {any} */ dy, /** @type {any} */ [saved]) => {
      const y = rightTanh(saved);
      return tf.mul(dy, tf.sub(1, tf.mul(y, y)));
    },
  };
});

/** @type {Loss} */
function hnn(v, x, y) {
  const slope = tf.grad((state) => tf.sum(perceptron(v, state, rightTanh)))(x);
  const [q, p] = tf.split(slope, 2, 1);
  return tf.losses.meanSquaredError(y, tf.concat([p, tf.neg(q)], 1));
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

/** @param {any} x */
const silu = (x) => tf.mul(x, tf.sigmoid(x));

/**
 * An affine map of the last axis.
 * @param {Variables} v @param {string} name @param {any} x @returns {any}
 */
function affine(v, name, x) {
  const weight = v[`${name}.weight`];
  const rows = tf.matMul(tf.reshape(x, [-1, weight.shape[0]]), /** @type {any} */ (weight));
  const y = `${name}.bias` in v ? tf.add(rows, v[`${name}.bias`]) : rows;
  return tf.reshape(y, [...x.shape.slice(0, -1), weight.shape[1]]);
}

/** @param {Variables} v @param {string} name @param {any} x */
const network = (v, name, x) => affine(v, `${name}.second`, silu(affine(v, `${name}.first`, x)));

/**
 * One layer, written as in the paper: the message of a pair is a network of what is known of it, side by side.
 * @param {Variables} v @param {string} name @param {{ h: any, x: any, v: any }} points
 */
function passMessages(v, name, { h, x, v: velocity }) {
  const [batch, n, channels] = h.shape;
  const pairs = [batch, n, n, channels];
  const difference = tf.sub(tf.expandDims(x, 2), tf.expandDims(x, 1)); // [B, n, n, 3]
  const known = tf.concat(
    [
      tf.broadcastTo(tf.expandDims(h, 2), pairs),
      tf.broadcastTo(tf.expandDims(h, 1), pairs),
      tf.sum(tf.square(difference), 3, true),
    ],
    3,
  ); // [B, n, n, 2·C + 1]
  const message = `${name}.message`;
  const weight = tf.concat([v[`${message}.receiver`], v[`${message}.sender`], v[`${message}.distance`]], 0);
  const first = tf.add(
    tf.matMul(tf.reshape(known, [-1, 2 * channels + 1]), /** @type {any} */ (weight)),
    v[`${message}.bias`],
  );
  const said = silu(affine(v, `${message}.second`, silu(tf.reshape(first, pairs)))); // [B, n, n, C]
  const others = tf.reshape(tf.sub(1, tf.eye(n)), [1, n, n, 1]);
  const strength = tf.mul(network(v, `${name}.position`, said), others);
  const push = tf.div(tf.sum(tf.mul(difference, strength), 2), n - 1); // [B, n, 3]
  const heard = tf.sum(tf.mul(said, others), 2); // [B, n, C]
  const faster = tf.add(tf.mul(network(v, `${name}.velocity`, h), velocity), push);
  return {
    h: tf.add(h, network(v, `${name}.node`, tf.concat([h, heard], 2))),
    x: tf.add(x, faster),
    v: faster,
  };
}

/** @type {Loss} */
function egnn(v, x, y) {
  const [place, velocity, charge] = tf.split(x, [3, 3, 1], 2);
  let points = { h: affine(v, 'lift', charge), x: place, v: velocity };
  for (const i of [0, 1, 2, 3]) points = passMessages(v, `layers.${i}`, points);
  return tf.add(tf.losses.meanSquaredError(y, points.x), tf.mul(1e-3, tf.mean(tf.square(points.h))));
}

/** @type {Loss} */
function sets(v, x, y) {
  /** @param {string} name @param {any} elements */
  const layer = (name, elements) => {
    const pooled = tf.matMul(tf.mean(elements, 1), /** @type {any} */ (v[`${name}.lambda`])); // [B, C]
    return tf.tanh(tf.sub(affine(v, `${name}.gamma`, elements), tf.expandDims(pooled, 1)));
  };
  const last = tf.mean(layer('2', layer('0', x)), 1); // [B, 64]
  return tf.losses.meanSquaredError(y, affine(v, '5', last));
}

/** @type {Record<string, Loss>} */
export const losses = {
  'mlp-200': mlp,
  'mlp-32': mlp,
  'hnn-200': hnn,
  'hnn-64': hnn,
  cnn,
  'p4-cnn': p4cnn,
  egnn,
  'deep-sets': sets,
};

/**
 * The models that are timed, built with the project's own layers. `bench/stock-models.mjs` builds the same with stock tfjs, and
 * `bench/peers/pytorch.py` with PyTorch.
 */
import * as tf from '#tensor';
import type { Parameters, Random, Scalar, Tensor } from '#tensor';
import {
  C4,
  conv,
  deepSets,
  dense,
  egnn,
  flatten,
  globalPool,
  groupConv,
  groupPool,
  liftingConv,
  maxPool,
  relu,
  sequential,
  setPool,
  tanh,
} from '#equivariant';
import type { Layer } from '#equivariant';

/** What a step trains on: inputs and targets. */
export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** A model to be timed. */
export interface Model {
  readonly title: string;
  /** Floating-point operations of a step: multiplications and additions of matrix products and convolutions. */
  readonly operations: number;
  init(random: Random): Parameters;
  loss(parameters: Parameters, batch: Batch): Scalar;
  batch(random: Random, size?: number): Batch;
}

/** Forward, and twice as much backward, but for the input of the first layer, whose gradient nobody needs. */
const trainingOperations = ([first, ...rest]: readonly [number, ...number[]]): number =>
  2 * (2 * first + rest.reduce((sum, products) => sum + 3 * products, 0));

const normals = (shape: number[], random: Random): Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

type DenseParameters = ReturnType<ReturnType<typeof dense>['init']>;

type AffineParameters = { readonly weight: tf.Tensor2D; readonly bias?: tf.Tensor1D };

/** Two hidden layers with tanh. A constant added to an energy changes no motion, so an energy is given `bias` false. */
function perceptron(sizes: readonly [number, number, number, number], bias = true) {
  const layers = [0, 1, 2].map((i) => dense({ in: sizes[i], out: sizes[i + 1] }));
  return {
    init(random: Random): Parameters {
      const drawn = layers.map((layer, i): AffineParameters => layer.init(random.fork(`layer ${i}`)));
      const [first, second, last] = drawn;
      if (bias) return drawn;
      tf.dispose(last.bias);
      return [first, second, { weight: last.weight }];
    },
    apply(parameters: Parameters, x: Tensor): Tensor {
      const [a, b, c] = parameters as readonly [DenseParameters, DenseParameters, AffineParameters];
      const first = tf.tanh(layers[0].apply(a, x)); // [B, width]
      const second = tf.tanh(layers[1].apply(b, first)) as tf.Tensor2D; // [B, width]
      const y = tf.matMul(second, c.weight);
      return c.bias ? tf.add(y, c.bias) : y;
    },
  };
}

function mlp(width: number, rows: number): Model {
  const { init, apply } = perceptron([2, width, width, 1]);
  return {
    title: `MLP 2-${width}-${width}-1, batch ${rows}`,
    operations: trainingOperations([rows * 2 * width, rows * width * width, rows * width]),
    init,
    loss: (parameters, { x, y }) => tf.meanSquaredError(y, apply(parameters, x)),
    batch(random, size = rows) {
      const x = normals([size, 2], random.fork('x'));
      return { x, y: tf.tidy(() => tf.sin(tf.sum(x, 1, true))) }; // [B, 2], [B, 1]
    },
  };
}

/**
 * A Hamiltonian network: the motion (∂H/∂p, −∂H/∂q) of what the last layer gives is fitted, so that its gradients are of
 * second order. Greydanus 2019, arXiv:1906.01563, eqs. 3 and 4; the energy is the sum of two outputs.
 */
function hnn(width: number, rows: number): Model {
  const { init, apply } = perceptron([2, width, width, 2], false);
  return {
    title: `HNN 2-${width}-${width}-2, batch ${rows}`,
    // Forward, backward to the input, and backward again through both.
    operations: 2 * rows * (7 * width * width + 7 * 2 * width + 7 * 2 * width),
    init,
    loss(parameters, { x, y }) {
      const slope = tf.grad((state: Tensor): Tensor => tf.sum(apply(parameters, state)))(x); // [B, 2]
      const [q, p] = tf.split(slope, 2, 1) as [Tensor, Tensor];
      return tf.meanSquaredError(y, tf.concat([p, tf.neg(q)], 1));
    },
    batch(random, size = rows) {
      const x = normals([size, 2], random.fork('x'));
      const motion = tf.tidy(() => {
        const [q, p] = tf.split(x, 2, 1) as [Tensor, Tensor];
        return tf.concat([tf.mul(p, 2), tf.mul(tf.sin(q), -3)], 1); // a pendulum
      });
      return { x, y: motion }; // [B, 2], [B, 2]
    },
  };
}

function classifier(title: string, layer: Layer<readonly Parameters[]>, operations: number): Model {
  return {
    title,
    operations,
    init: (random) => layer.init(random),
    loss: (parameters, { x, y }) =>
      tf.softmaxCrossEntropy(y, layer.apply(parameters as readonly Parameters[], x)),
    batch(random, size = 64) {
      const labels = Int32Array.from({ length: size }, (_, i) => i % 10);
      return {
        x: normals([size, 28, 28, 1], random.fork('x')),
        y: tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), 'float32')), // [B, 10]
      };
    },
  };
}

const cnn = (): Model =>
  classifier(
    'CNN 28×28, 1→8→16 channels, batch 64',
    sequential([
      conv({ in: 1, out: 8, kernel: 3, padding: 'same' }), // [B, 28, 28, 8]
      relu(),
      maxPool(2), // [B, 14, 14, 8]
      conv({ in: 8, out: 16, kernel: 3, padding: 'same' }), // [B, 14, 14, 16]
      relu(),
      maxPool(2), // [B, 7, 7, 16]
      flatten(7),
      dense({ in: 784, out: 10 }),
    ]),
    trainingOperations([64 * 28 * 28 * 9 * 8, 64 * 14 * 14 * 9 * 8 * 16, 64 * 784 * 10]),
  );

const p4cnn = (): Model =>
  classifier(
    'p4 CNN 28×28, 1→8→16 channels, batch 64',
    sequential([
      liftingConv(C4, { in: 1, out: 8, kernel: 3, padding: 'same' }), // [B, 28, 28, 4·8]
      relu(),
      maxPool(2), // [B, 14, 14, 4·8]
      groupConv(C4, { in: 8, out: 16, kernel: 3, padding: 'same' }), // [B, 14, 14, 4·16]
      relu(),
      maxPool(2), // [B, 7, 7, 4·16]
      groupPool(), // [B, 7, 7, 16]
      globalPool(), // [B, 16]
      dense({ in: 16, out: 10 }),
    ]),
    trainingOperations([64 * 28 * 28 * 9 * 32, 64 * 14 * 14 * 9 * 32 * 64, 64 * 16 * 10]),
  );

/** Four layers on charged bodies with velocities, fitted to where they are later; x holds position, velocity, charge. */
function bodies(): Model {
  const [n, width, rows] = [5, 64, 64];
  const lift = dense({ in: 1, out: width });
  const layers = [0, 1, 2, 3].map(() => egnn({ in: width, out: width, velocity: true }));
  const [nodes, ordered] = [rows * n, rows * n * n];
  const one =
    ordered * (2 * width * width + width + width) +
    nodes * (2 * width * width + width * width + width + 3 * width * width);
  return {
    title: `EGNN, 4 layers of ${width}, 5 bodies, batch ${rows}`,
    operations: trainingOperations([nodes * width, 4 * one]),
    init: (random) => ({
      lift: lift.init(random.fork('lift')),
      layers: layers.map((layer, i) => layer.init(random.fork(`layer ${i}`))),
    }),
    loss(parameters, { x, y }) {
      const given = parameters as { lift: DenseParameters; layers: ReturnType<(typeof layers)[0]['init']>[] };
      const size = x.shape[0];
      const [place, velocity, charge] = tf.split(x, [3, 3, 1], 2) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      const h = tf.reshape(lift.apply(given.lift, tf.reshape(charge, [-1, 1])), [
        size,
        n,
        width,
      ]) as tf.Tensor3D;
      let points = { h, x: place, v: velocity };
      layers.forEach((layer, i) => (points = layer.apply(given.layers[i], points) as typeof points));
      // h of the last layer, too, so that the loss depends on every parameter.
      return tf.add(tf.meanSquaredError(y, points.x), tf.mul(1e-3, tf.mean(tf.square(points.h))));
    },
    batch(random, size = rows) {
      const x = normals([size, n, 7], random.fork('x'));
      const y = tf.tidy(() => {
        const [place, velocity] = tf.split(x, [3, 3, 1], 2) as [Tensor, Tensor];
        return tf.add(place, velocity);
      });
      return { x, y }; // [B, n, 7], [B, n, 3]
    },
  };
}

function sets(): Model {
  const [n, width, rows] = [32, 64, 64];
  const layer = sequential([
    deepSets({ in: 2, out: width }),
    tanh(),
    deepSets({ in: width, out: width }),
    tanh(),
    setPool('mean'),
    dense({ in: width, out: 1 }),
  ]);
  return {
    title: `DeepSets 2→${width}→${width}→1, sets of ${n}, batch ${rows}`,
    operations: trainingOperations([
      rows * (n + 1) * 2 * width,
      rows * (n + 1) * width * width,
      rows * width,
    ]),
    init: (random) => layer.init(random),
    loss: (parameters, { x, y }) =>
      tf.meanSquaredError(y, layer.apply(parameters as readonly Parameters[], x)),
    batch(random, size = rows) {
      const x = normals([size, n, 2], random.fork('x'));
      return { x, y: tf.tidy(() => tf.mean(tf.sin(tf.sum(x, 2)), 1, true)) }; // [B, n, 2], [B, 1]
    },
  };
}

export const models: Readonly<Record<string, () => Model>> = {
  'mlp-200': () => mlp(200, 512),
  'mlp-32': () => mlp(32, 128),
  'hnn-200': () => hnn(200, 512),
  'hnn-64': () => hnn(64, 256),
  cnn,
  'p4-cnn': p4cnn,
  egnn: bodies,
  'deep-sets': sets,
};

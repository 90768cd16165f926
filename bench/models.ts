/** The models that are timed, built with the project's own layers. `stock-models.mjs` builds the same with stock tfjs. */
import * as tf from '#tensor';
import type { Parameters, Random, Scalar, Tensor } from '#tensor';
import {
  C4,
  conv,
  dense,
  flatten,
  globalPool,
  groupConv,
  groupPool,
  liftingConv,
  maxPool,
  relu,
  sequential,
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

function mlp(width: number, rows: number): Model {
  const layers = [
    dense({ in: 2, out: width }),
    dense({ in: width, out: width }),
    dense({ in: width, out: 1 }),
  ];
  return {
    title: `MLP 2-${width}-${width}-1, batch ${rows}`,
    operations: trainingOperations([rows * 2 * width, rows * width * width, rows * width]),
    init: (random) => layers.map((layer, i) => layer.init(random.fork(`layer ${i}`))),
    loss(parameters, { x, y }) {
      const [a, b, c] = parameters as readonly DenseParameters[];
      const first = tf.tanh(layers[0].apply(a, x)); // [B, width]
      const second = tf.tanh(layers[1].apply(b, first)); // [B, width]
      return tf.meanSquaredError(y, layers[2].apply(c, second));
    },
    batch(random, size = rows) {
      const x = normals([size, 2], random.fork('x'));
      return { x, y: tf.tidy(() => tf.sin(tf.sum(x, 1, true))) }; // [B, 2], [B, 1]
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

export const models: Readonly<Record<string, () => Model>> = {
  'mlp-200': () => mlp(200, 512),
  'mlp-32': () => mlp(32, 128),
  cnn,
  'p4-cnn': p4cnn,
};

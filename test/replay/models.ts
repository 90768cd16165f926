/** The models that are timed, some that mix layers, and every layer: each trained for 100 steps, replayed beside live. */
import * as tf from '#tensor';
import type { Parameters, Scalar, Tensor } from '#tensor';
import {
  avgPool,
  D4,
  dense,
  elu,
  graphConv,
  globalPool,
  groupConv,
  groupPool,
  liftingConv,
  pairsLinear,
  pairsToSet,
  sequential,
  setPool,
  silu,
} from '#equivariant';
import { subjects } from '../../bench/layers.ts';
import { models } from '../../src/speed/models.ts';
import type { Batch, Model } from '../../src/speed/models.ts';
import { takeReports, trainStep } from './twin-step.ts';
import type { Twins } from './twin-step.ts';

type Small = Pick<Model, 'init' | 'loss' | 'batch'>;

const normals = (shape: number[], random: tf.Random): Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );

/** A layer from [B, ...shape] to [B, size], fitted to noise. */
function fitted(
  layer: { init(random: tf.Random): Parameters; apply(parameters: never, x: never): Tensor },
  shape: number[],
  size: number,
): Small {
  return {
    init: (random) => layer.init(random),
    loss: (p, { x, y }) => tf.meanSquaredError(y, layer.apply(p as never, x as never)),
    batch: (random, rows = 4) => ({
      x: normals([rows, ...shape], random.fork('x')),
      y: normals([rows, size], random.fork('y')),
    }),
  };
}

const listen = graphConv({ in: 3, out: 8 });
const graphs: Small = {
  init: (random) => listen.init(random),
  loss(p, { x, y }): Scalar {
    const adjacency = tf.cast(tf.greater(tf.matMul(x, x, false, true), 0), 'float32') as tf.Tensor3D; // [B, n, n]
    const { h } = listen.apply(p as never, { h: x as tf.Tensor3D, adjacency });
    return tf.meanSquaredError(y, tf.mean(h, 1));
  },
  batch: (random, rows = 4) => ({
    x: normals([rows, 5, 3], random),
    y: normals([rows, 8], random.fork('y')),
  }),
};

const mixed: Readonly<Record<string, Small>> = {
  'D4 CNN': fitted(
    sequential([
      liftingConv(D4, { in: 1, out: 2, kernel: 3 }),
      elu(),
      avgPool(2),
      groupConv(D4, { in: 2, out: 3, kernel: 3 }),
      groupPool(),
      globalPool(),
      dense({ in: 3, out: 2 }),
    ]),
    [12, 12, 1],
    2,
  ),
  'pairs network': fitted(
    sequential([
      pairsLinear({ in: 2, out: 4 }),
      silu(),
      pairsToSet({ in: 4, out: 4 }),
      setPool('max'),
      dense({ in: 4, out: 1 }),
    ]),
    [5, 5, 2],
    1,
  ),
  'graph network': graphs,
};

/** A model's name, and 100 steps of it on fresh batches. */
type Trial = readonly [name: string, run: () => Twins];

/** So many steps, as many as are compared. */
const STEPS = 100;

function trial<B>(
  parameters: Parameters,
  loss: (parameters: Parameters, batch: B) => Scalar,
  batchOf: (step: number) => B,
): Twins {
  const step = trainStep({ parameters, loss, optimizer: tf.adam({ learningRate: 0.003 }) });
  for (let i = 0; i < STEPS; i++) {
    const batch = batchOf(i);
    step.run(batch);
    tf.dispose(batch as tf.TensorContainer);
  }
  step.dispose();
  return takeReports()[0];
}

export const trials: readonly Trial[] = [
  ...[
    ...Object.entries(models).map(([name, make]): [string, Small] => [name, make()]),
    ...Object.entries(mixed),
  ].map(([name, model]): Trial => [
    name,
    () =>
      trial(
        model.init(tf.random(1)),
        (parameters, batch: Batch) => model.loss(parameters, batch),
        (step) => model.batch(tf.random(step), 4),
      ),
  ]),
  ...subjects.map((build, i): Trial => [
    `layer ${i} of the benchmark`,
    () => {
      const { init, apply } = build();
      return trial(
        init(tf.random(1), 2),
        (parameters) => tf.mean(tf.square(apply(parameters))) as Scalar,
        () => null,
      );
    },
  ]),
];

/** What came of each model, in a page. */
export function compareModels(): (Twins & { readonly name: string })[] {
  return trials.map(([name, run]) => ({ name, ...run() }));
}

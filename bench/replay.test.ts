/** Replayed steps against live ones: the models that are timed, some that mix layers, and every layer. */
import { beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../scripts/node-host.ts';
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
import { subjects } from './layers.ts';
import { models } from '../src/speed/models.ts';
import type { Batch, Model } from '../src/speed/models.ts';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

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

const others: Readonly<Record<string, Small>> = {
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

const timed = Object.entries(models).map(([name, make]): [string, Small] => [name, make()]);

/** 100 steps both ways, on fresh batches: equal losses and weights, and the one was replayed. */
function expectSameBits<B>(
  init: () => Parameters,
  loss: (parameters: Parameters, batch: B) => Scalar,
  batchOf: (step: number) => B,
): void {
  const make = (replay: boolean): tf.TrainStep<Parameters, B> =>
    tf.trainStep<Parameters, B>({
      parameters: init(),
      loss,
      optimizer: tf.adam({ learningRate: 0.003 }),
      replay,
    });
  const [replayed, live] = [make(true), make(false)];
  for (let step = 0; step < 100; step++) {
    const batch = batchOf(step);
    expect([step, replayed.run(batch)]).toEqual([step, live.run(batch)]);
    tf.dispose(batch as tf.TensorContainer);
  }
  expect(tf.fingerprint(replayed.parameters)).toBe(tf.fingerprint(live.parameters));
  expect(replayed.mode).toMatchObject({ kind: 'replay' });
  replayed.dispose();
  live.dispose();
}

test.each([...timed, ...Object.entries(others)])(
  '%s: 100 replayed steps have the losses and weights of 100 live ones, bit for bit',
  (_, model) => {
    expectSameBits(
      () => model.init(tf.random(1)),
      (parameters, batch: Batch) => model.loss(parameters, batch),
      (step) => model.batch(tf.random(step), 4),
    );
  },
  60_000,
);

test.each(subjects.map((build, i) => [i, build] as const))(
  'layer %i of the benchmark: 100 replayed steps have the bits of 100 live ones',
  (_, build) => {
    const { init, apply } = build();
    expectSameBits(
      () => init(tf.random(1), 2),
      (parameters) => tf.mean(tf.square(apply(parameters))) as Scalar,
      () => null,
    );
  },
  60_000,
);

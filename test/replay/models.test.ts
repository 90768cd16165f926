/** Replayed steps against live ones in Node; test/e2e/replay.spec.ts does the same in each browser. */
import { beforeAll, expect, test } from 'vitest';
import * as tf from '#tensor';
import type { Scalar } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { trials } from './models.ts';
import { takeReports, trainStep } from './twin-step.ts';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

test.each(trials)(
  '%s: 100 replayed steps have the losses and weights of 100 live ones, bit for bit',
  (_, run) => {
    expect(run()).toMatchObject({ steps: 100, difference: null, mode: { kind: 'replay' } });
  },
  60_000,
);

test('a replay that is wrong is told, with its step', () => {
  let factor = 1;
  const step = trainStep({
    parameters: { slope: tf.scalar(1) },
    loss: ({ slope }, x: tf.Tensor) => tf.mean(tf.square(tf.mul(tf.mul(x, slope), factor))) as Scalar,
    optimizer: tf.sgd({ learningRate: 1e-3 }),
  });
  const x = tf.tensor1d([1, 2, 3]);
  for (let i = 1; i <= 50; i++) {
    if (i === 40) factor = 2; // which a recording does not see, and the next comparison of trainStep's own is at 66
    step.run(x);
  }
  step.dispose();
  x.dispose();
  expect(takeReports()).toMatchObject([
    { steps: 50, difference: expect.stringMatching(/^step 40: a loss of/) as string },
  ]);
});

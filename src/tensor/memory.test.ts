import { findBackend } from '@tensorflow/tfjs-core';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';
import type { Scalar, Tensor } from '#tensor';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are in use after a collection, and live tensors. */
function held(): { readonly wasm: number; readonly heap: number; readonly tensors: number } {
  collect();
  const { wasm } = findBackend('wasm') as unknown as { wasm: { HEAPU8: Uint8Array } };
  const { heapUsed, external } = process.memoryUsage();
  return {
    wasm: wasm.HEAPU8.byteLength,
    heap: (heapUsed + external) / 2 ** 20,
    tensors: tf.memory().numTensors,
  };
}

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** A small convolutional net on fresh batches, each step of which may leave something behind. */
async function watch(replay: boolean, leak: (x: Tensor) => void): Promise<ReturnType<typeof held>[]> {
  const random = tf.random(1);
  const step = tf.trainStep({
    parameters: {
      filter: tf.heUniform([3, 3, 1, 4], 9, random) as tf.Tensor4D,
      weight: tf.heUniform([64, 3], 64, random) as tf.Tensor2D,
    },
    loss: (p, { x, y }: Batch): Scalar => {
      const h = tf.maxPool(tf.relu(tf.conv2d(x as tf.Tensor4D, p.filter, 1, 'same')), 2, 2, 'valid');
      return tf.softmaxCrossEntropy(y, tf.matMul(tf.reshape(h, [-1, 64]), p.weight));
    },
    optimizer: tf.adam(),
    replay,
  });
  const readings: ReturnType<typeof held>[] = [];
  const batch = (at: number): Batch => {
    const x = tf.fill([2, 8, 8, 1], at / 2000) as tf.Tensor4D;
    leak(x);
    return { x, y: tf.fill([2, 3], 1 / 3) };
  };
  const evaluate = { every: 200, run: () => void readings.push(held()) };
  for await (const { done } of tf.train({ learners: { step }, batch, steps: 2000, evaluate }))
    if (done) break;
  step.dispose();
  return readings.slice(1); // the first comes before anything has been set up
}

/** Grows by less than a quarter of a kilobyte a step: a tensor handle alone takes more. */
function isFlat(readings: readonly ReturnType<typeof held>[]): boolean {
  const [settled, last] = [readings[1]!, readings.at(-1)!];
  return last.wasm === settled.wasm && last.tensors === settled.tensors && last.heap < settled.heap + 0.4;
}

test.each([
  ['replayed', true],
  ['live', false],
])(
  '2,000 %s steps hold no more memory at their end than near their start',
  async (_, replay) => {
    expect(isFlat(await watch(replay, () => undefined))).toBe(true);
  },
  120_000,
);

test('a clone a step, and an array a step, are caught', async () => {
  const kept: unknown[] = [];
  expect(isFlat(await watch(true, (x) => void tf.keep(tf.clone(x))))).toBe(false);
  expect(isFlat(await watch(true, () => void kept.push(new Float32Array(64))))).toBe(false);
}, 120_000);

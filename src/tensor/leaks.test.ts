import { findBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor4D } from '#tensor';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

const wasm = () => findBackend('wasm') as unknown as { wasm: { HEAPU8: Uint8Array }; numDataIds(): number };
const wasmBytes = () => wasm().wasm.HEAPU8.byteLength;

/** A net with every kernel of the project in its forward and backward pass. */
function loss(x: Tensor4D, k: Tensor4D, d: Tensor4D, w: Tensor2D): Tensor {
  const ids = tf.tensor1d([0, 1, 1], 'int32');
  let h: Tensor = tf.tanh(tf.conv2d(x, k, [2, 1], 'same')); // [3, 4, 8, 3]
  h = tf.depthwiseConv2d(h as Tensor4D, d, 2, 'valid'); // [3, 2, 4, 6]
  h = tf.add(tf.maxPool(h as Tensor4D, 2, 2, 'valid'), tf.avgPool(h as Tensor4D, 2, 2, 'same')); // [3, 1, 2, 6]
  h = tf.matMul(tf.reshape(h, [3, 12]), w); // [3, 4]
  h = tf.gather(tf.unsortedSegmentSum(h as Tensor2D, ids, 2), ids);
  const [a, b] = tf.split(tf.tile(h, [2, 1]), 2, 1) as [Tensor, Tensor];
  return tf.sum(tf.einsum('ia,ja->ij', a, tf.stack(tf.unstack(b, 0), 0)));
}

test('2,000 gradients leave as many tensors, as many wasm tensors, and no more memory than 200 did', () => {
  const inputs = [tf.ones([3, 8, 8, 2]), tf.ones([3, 3, 2, 3]), tf.ones([2, 2, 3, 2]), tf.ones([12, 4])];
  const f = tf.grads(loss as (...x: Tensor[]) => Tensor);
  const step = () => tf.dispose(f(inputs));
  step();
  const [tensors, data] = [tf.memory().numTensors, wasm().numDataIds()];
  for (let i = 0; i < 200; i++) step();
  const bytes = wasmBytes();
  for (let i = 0; i < 1800; i++) step();
  expect(tf.memory().numTensors).toBe(tensors);
  expect(wasm().numDataIds()).toBe(data);
  expect(wasmBytes()).toBe(bytes);
  tf.dispose(inputs);
}, 60_000);

test('a kernel that throws leaves nothing behind', () => {
  const before = [tf.memory().numTensors, wasm().numDataIds()];
  const x = tf.ones([1, 5, 4, 1]) as Tensor4D;
  expect(() => tf.tidy(() => tf.gather(x, tf.tensor1d([7], 'int32')))).toThrow(/index 7/);
  x.dispose();
  expect([tf.memory().numTensors, wasm().numDataIds()]).toEqual(before);
});

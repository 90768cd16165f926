import { beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

test('softmaxCrossEntropy = −mean Σ p log softmax, in closed form', () => {
  const logits = [
    [1, 2, 0.5],
    [-1, 0, 3],
  ];
  const labels = [
    [0, 1, 0],
    [0.25, 0.25, 0.5],
  ];
  const expected = logits.map((row, i) => {
    const z = Math.log(row.map(Math.exp).reduce((a, b) => a + b));
    return -row.reduce((sum, v, c) => sum + labels[i]![c]! * (v - z), 0);
  });
  const [loss] = tf.tidy(() =>
    Array.from(tf.softmaxCrossEntropy(tf.tensor2d(labels), tf.tensor2d(logits)).dataSync()),
  );
  expect(loss).toBeCloseTo((expected[0]! + expected[1]!) / 2, 6);
});

test('the gradient of softmaxCrossEntropy = (softmax − p) / n', () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([
      [1, 2, 0.5],
      [0, -1, 4],
    ]);
    const labels = tf.tensor2d([
      [0, 1, 0],
      [1, 0, 0],
    ]);
    const gradient = tf.grad((x: tf.Tensor) => tf.softmaxCrossEntropy(labels, x))(logits);
    const expected = tf.div(tf.sub(tf.softmax(logits), labels), 2).dataSync();
    gradient.dataSync().forEach((g, i) => expect(g).toBeCloseTo(expected[i]!, 6));
  });
});

test('softmaxCrossEntropy stays finite for logits of ±1000', () => {
  const loss = tf.tidy(() =>
    tf.softmaxCrossEntropy(tf.tensor2d([[1, 0]]), tf.tensor2d([[-1000, 1000]])).dataSync(),
  )[0];
  expect(loss).toBe(2000);
});

test('meanSquaredError = mean (a − b)²', () => {
  const loss = tf.tidy(() =>
    tf.meanSquaredError(tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([1, 0, 3, 2])).dataSync(),
  )[0];
  expect(loss).toBe(2);
});

test.each(['softmaxCrossEntropy', 'meanSquaredError'] as const)(
  '%s refuses shapes that would broadcast',
  (loss) => {
    tf.tidy(() => {
      expect(() => tf[loss](tf.ones([4, 1]), tf.ones([4, 3]))).toThrow(
        /labels of shape \[4, 1\] and predictions of shape \[4, 3\] must have the same shape/,
      );
    });
  },
);

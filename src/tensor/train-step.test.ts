import { beforeAll, describe, expect, test } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { heUniform } from './initialisers.ts';
import { adam, sgd } from './optimizers.ts';
import { random } from './random.ts';
import { trainStep } from './train-step.ts';
import type { TrainStep } from './train-step.ts';

const square = (p: { w: tf.Tensor }): tf.Scalar => tf.sum(tf.square(p.w));

describe.each(['wasm', 'cpu'] as const)('trainStep on %s', (backend) => {
  beforeAll(() => startNodeBackend(backend));

  test('run = the loss before the update, then p ← p − η ∇L, by the closed form of a linear fit', () => {
    // L = mean (w x + b − y)²: ∂L/∂w = 2 mean (r x), ∂L/∂b = 2 mean r with r = w x + b − y.
    const [x, y, rate] = [[1, 2, -3, 0.5], [2, -1, 0.25, 4], 0.125];
    const batch = { x: tf.tensor1d(x), y: tf.tensor1d(y) };
    const step = trainStep({
      parameters: { w: tf.scalar(0.5), b: tf.scalar(-1) },
      loss: (p, { x, y }: typeof batch) => tf.mean(tf.square(tf.sub(tf.add(tf.mul(p.w, x), p.b), y))),
      optimizer: sgd({ learningRate: rate }),
    });
    let [w, b] = [0.5, -1];
    for (let i = 0; i < 5; i++) {
      const residuals = x.map((xi, k) => w * xi + b - y[k]);
      const mean = (f: (r: number, k: number) => number): number =>
        residuals.map(f).reduce((s, v) => s + v) / 4;
      // Some ten float32 roundings of values below 20 a step.
      const tolerance = 1e-5;
      expect(Math.abs(step.run(batch) - mean((r) => r * r))).toBeLessThan(tolerance);
      w -= rate * mean((r, k) => 2 * r * x[k]);
      b -= rate * mean((r) => 2 * r);
      expect(Math.abs(step.parameters.w.dataSync()[0] - w)).toBeLessThan(tolerance);
      expect(Math.abs(step.parameters.b.dataSync()[0] - b)).toBeLessThan(tolerance);
    }
    step.dispose();
    tf.dispose(batch);
  });

  test('a loss that is a parameter itself is read before the update', () => {
    const step = trainStep({ parameters: tf.scalar(3), loss: (p) => p, optimizer: sgd({ learningRate: 1 }) });
    expect([step.run(null), step.run(null)]).toEqual([3, 2]);
    step.dispose();
  });

  test('run leaves no tensor, whether it ends or throws; dispose leaves none', () => {
    const before = tf.memory();
    const step = trainStep({
      parameters: { w: tf.ones([3, 3]) },
      loss: (p, fails: boolean) => {
        const y = tf.tanh(tf.matMul(p.w, tf.tanh(p.w))); // tanh saves its output for the backward pass
        if (fails) throw new Error('no such batch');
        return tf.mean(y);
      },
      optimizer: adam(),
    });
    const idle = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      step.run(false);
      expect(() => step.run(true)).toThrow('no such batch');
    }
    expect(tf.memory().numTensors).toBe(idle);
    step.dispose();
    step.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(() => step.run(false)).toThrow(/disposed/);
  });

  test('a surrounding tidy does not dispose what the step owns', () => {
    const steps: TrainStep<{ w: tf.Tensor }, null>[] = [];
    tf.tidy(() => {
      steps.push(trainStep({ parameters: { w: tf.ones([2]) }, loss: square, optimizer: adam() }));
    });
    expect(steps[0].run(null)).toBe(2);
    steps[0].dispose();
  });

  test('a parameter that the loss does not use is named by its path, and the step leaves it alone', () => {
    const step = trainStep({
      parameters: { used: tf.scalar(1), layers: [{ bias: tf.ones([3]) }] },
      loss: (p) => tf.square(p.used),
      optimizer: sgd({ learningRate: 1 }),
    });
    expect(() => step.run(null)).toThrow(/does not depend on parameter "layers\.0\.bias" of shape \[3\]/);
    expect(step.parameters.used.dataSync()[0]).toBe(1);
    step.dispose();
  });

  test('a gradient of zeros is not mistaken for an unused parameter', () => {
    const step = trainStep({
      parameters: { first: tf.ones([2]), last: tf.zeros([2]) },
      loss: (p) => tf.sum(tf.mul(p.first, p.last)),
      optimizer: sgd({ learningRate: 1 }),
    });
    expect(step.run(null)).toBe(0);
    step.dispose();
  });

  test('a loss with a shape, an int32 parameter and an empty tree are refused', () => {
    const optimizer = sgd({ learningRate: 1 });
    const step = trainStep({ parameters: { w: tf.ones([2]) }, loss: (p) => p.w as tf.Scalar, optimizer });
    expect(() => step.run(null)).toThrow(/must be a float32 scalar; got float32 of shape \[2\]/);
    step.dispose();
    const w = tf.tensor1d([1], 'int32');
    expect(() => trainStep({ parameters: { w }, loss: square, optimizer })).toThrow(
      /"w" of shape \[1\] is of dtype int32/,
    );
    expect(() => trainStep({ parameters: [], loss: () => tf.scalar(0), optimizer })).toThrow(
      /nothing to train/,
    );
    w.dispose();
  });

  test('one memory has one trainer: a tensor twice in a tree, in two steps, or aliased is refused', () => {
    const optimizer = sgd({ learningRate: 1 });
    const w = tf.ones([2]);
    const twice = { a: w, b: w };
    expect(() => trainStep({ parameters: twice, loss: (p) => square({ w: p.a }), optimizer })).toThrow(
      /"b".*same memory as "a"/,
    );
    const alias = tf.reshape(w, [1, 2]);
    expect(() => trainStep({ parameters: { w }, loss: square, optimizer })).toThrow(/shares its memory/);
    alias.dispose();
    const step = trainStep({ parameters: { w }, loss: square, optimizer });
    expect(() => trainStep({ parameters: { w }, loss: square, optimizer })).toThrow(
      /already belongs to a training step/,
    );
    step.dispose();
  });
});

test('wasm trains what cpu trains, also through kernels that cache packed weights by tensor', async () => {
  // Stride 2, and 3 output channels, are shapes that a kernel tuned for training may leave to tfjs's own.
  const run = async (backend: 'wasm' | 'cpu'): Promise<number[]> => {
    await startNodeBackend(backend);
    const seeded = random(6);
    const x = heUniform([4, 9, 9, 2], 1, seeded.fork('x')) as tf.Tensor4D;
    const step = trainStep({
      parameters: {
        filter: heUniform([3, 3, 2, 3], 18, seeded.fork('filter')) as tf.Tensor4D,
        weight: heUniform([48, 5], 48, seeded.fork('weight')) as tf.Tensor2D,
      },
      loss: (p, images: tf.Tensor4D) => {
        const features = tf.reshape(tf.tanh(tf.conv2d(images, p.filter, 2, 'valid')), [4, 48]); // [4, 4·4·3]
        return tf.mean(tf.square(tf.sub(tf.matMul(features as tf.Tensor2D, p.weight), 1)));
      },
      optimizer: adam({ learningRate: 0.05 }),
    });
    const losses = Array.from({ length: 10 }, () => step.run(x));
    step.dispose();
    x.dispose();
    return losses;
  };
  const [wasm, cpu] = [await run('wasm'), await run('cpu')];
  expect(cpu[9]).toBeLessThan(cpu[0] / 4); // it learns, so stale weights would show at once
  // Two orders of summation in float32, amplified over ten steps of Adam.
  wasm.forEach((loss, i) => {
    expect(Math.abs(loss / cpu[i] - 1)).toBeLessThan(1e-3);
  });
});

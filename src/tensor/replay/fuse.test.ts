import { findBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import * as tf from '#tensor';
import type { Scalar, Tensor, Tensor2D } from '#tensor';
import type { WasmBackend } from '../wasm/kernel.ts';
import { addressOf, ownModule, withScratch } from '../wasm/own-module.ts';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

const activations = [tf.relu, tf.tanh, tf.sigmoid];

test('biasActivation: the bits of a sum and then an activation, for any sizes, NaN and ∞ among them', () => {
  const backend = findBackend('wasm') as unknown as WasmBackend;
  const cases = fc.record({
    activation: fc.integer({ min: 0, max: 2 }),
    rows: fc.integer({ min: 1, max: 20 }),
    n: fc.integer({ min: 1, max: 70 }),
    seed: fc.nat(1000),
  });
  const property = fc.property(cases, ({ activation, rows, n, seed }) => {
    const draw = tf.random(seed);
    const numbers = (size: number) =>
      Float32Array.from({ length: size }, () =>
        draw.uniform() < 0.02 ? [NaN, Infinity, -Infinity][draw.integer(0, 3)] : 8 * draw.normal(),
      );
    tf.tidy(() => {
      const [a, b] = [tf.tensor2d(numbers(rows * n), [rows, n]), tf.tensor1d(numbers(n))];
      const y = tf.zeros([rows, n]);
      const [atA, atB, atY] = [a, b, y].map((x) => addressOf(backend, x));
      withScratch(backend, 4 * n, (scratch) =>
        ownModule(backend).biasActivation(activation, rows * n, n, 4, atA, atB, atY, scratch),
      );
      const expected = activations[activation](tf.add(a, b));
      expect([...y.dataSync()]).toEqual([...expected.dataSync()]);
    });
  });
  fc.assert(property, { numRuns: 100, seed: 1 });
});

describe('a recorded step', () => {
  /** How many calls a step of some activation replays; its losses are those of live steps. */
  function callsOf(loss: (h: Tensor) => Scalar): number {
    const draw = tf.random(1);
    const x = tf.tensor2d(Float32Array.from({ length: 24 }, draw.normal), [8, 3]);
    const make = (replay: boolean) =>
      tf.trainStep({
        parameters: { w: tf.fill([3, 5], 0.3), b: tf.fill([5], 0.1) },
        loss: ({ w, b }, batch: Tensor2D) => loss(tf.add(tf.matMul(batch, w as Tensor2D), b)),
        optimizer: tf.adam(),
        replay,
      });
    const [replayed, live] = [make(true), make(false)];
    for (let i = 0; i < 9; i++) expect(replayed.run(x)).toBe(live.run(x));
    const calls = /replays (\d+) recorded calls/.exec(replayed.mode!.reason);
    replayed.dispose();
    live.dispose();
    x.dispose();
    return Number(calls![1]);
  }

  test('makes one call of a bias and tanh, where a bias and exp take two', () => {
    const [fused, apart] = [tf.tanh, tf.exp].map((f) => callsOf((h) => tf.mean(f(h))));
    expect(fused).toBe(apart - 1);
  });

  test('keeps two where the sum itself is needed, too', () => {
    const [tanh, exp] = [tf.tanh, tf.exp].map((f) => callsOf((h) => tf.mean(tf.mul(f(h), tf.softplus(h)))));
    expect(tanh).toBe(exp);
  });

  test.each([4, 10, 32])(
    'has the bits of a live one for rows of any length, %i of them, wherever its scratch lay',
    (rows) => {
      const draw = tf.random(rows);
      const x = tf.tensor2d(Float32Array.from({ length: rows * 40 }, draw.normal), [rows, 40]);
      for (const n of [2, 5, 22, 31, 60, 129]) {
        const step = tf.trainStep({
          parameters: {
            first: { weight: tf.heNormal([40, n], 40, draw) as Tensor2D, bias: tf.fill([n], 0.1) },
            second: { weight: tf.heNormal([n, 10], n, draw) as Tensor2D, bias: tf.fill([10], 0.1) },
          },
          loss: ({ first, second }, batch: Tensor2D) => {
            const hidden = tf.relu(tf.add(tf.matMul(batch, first.weight), first.bias)) as Tensor2D; // [rows, n]
            return tf.mean(tf.square(tf.add(tf.matMul(hidden, second.weight), second.bias)));
          },
          optimizer: tf.sgd({ learningRate: 0.1 }),
        });
        for (let i = 0; i < 5; i++) step.run(x);
        expect([n, step.mode]).toMatchObject([n, { kind: 'replay' }]); // else its bits were others
        step.dispose();
      }
      x.dispose();
    },
  );
});

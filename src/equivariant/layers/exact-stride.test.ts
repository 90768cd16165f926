import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { assertExactStride } from './exact-stride.ts';
import { image } from './feature-type.ts';
import { liftingConv } from './lifting-conv.ts';
import { maxPool } from './spatial-pool.ts';

beforeAll(() => startNodeBackend());

const noise = (n: number): Tensor4D => tf.heNormal([1, n, n, 1], 2, tf.random(n)) as Tensor4D;

const isExact = (n: number, p: number, k: number, s: number): boolean => {
  try {
    assertExactStride({ n, p, k, s }, 'a convolution');
    return true;
  } catch {
    return false;
  }
};

describe('(n + 2p − k) mod s = 0', () => {
  it('is the same as a measured error of rounding size, for every n, p, k, s tried; else the error is of order 1', () => {
    for (const n of [6, 7, 8, 9]) {
      for (const p of [0, 1]) {
        for (const k of [2, 3, 4]) {
          for (const s of [1, 2, 3]) {
            const layer = liftingConv(C4, { in: 1, out: 2, kernel: k, stride: s, padding: p, inexact: true });
            const { max } = equivarianceError(layer, layer.init(tf.random(1)), noise(n));
            if (isExact(n, p, k, s)) expect(max, `n=${n} p=${p} k=${k} s=${s}`).toBeLessThan(1e-6);
            else expect(max, `n=${n} p=${p} k=${k} s=${s}`).toBeGreaterThan(0.1);
          }
        }
      }
    }
  });

  it('holds for pooling: 28 in steps of 2 is exact, 7 is not', () => {
    const pool = maxPool(2, { inexact: true }).on(image(1));
    expect(equivarianceError(pool, [], noise(28), C4).max).toBe(0);
    expect(equivarianceError(pool, [], noise(7), C4).max).toBeGreaterThan(0.1);
  });

  it("'same' is exact with an odd kernel, and O(1) wrong with an even one", () => {
    const error = (kernel: number): number => {
      const layer = liftingConv(C4, { in: 1, out: 2, kernel, padding: 'same', inexact: true });
      return equivarianceError(layer, layer.init(tf.random(1)), noise(8)).max;
    };
    expect(error(3)).toBeLessThan(1e-6);
    expect(error(4)).toBeGreaterThan(0.1);
  });

  it('is asked of a layer when it sees its input; the message has n, p, k, s and a remedy', () => {
    const apply = (options: object, n: number): unknown => {
      const layer = liftingConv(C4, { in: 1, out: 1, kernel: 3, ...options });
      return layer.apply(layer.init(tf.random(1)), noise(n));
    };
    expect(() => apply({ stride: 2 }, 28)).toThrow('(28 + 2·0 − 3) mod 2 = 1, not 0');
    expect(() => apply({ stride: 2 }, 28)).toThrow(
      'Take an input of n = 27 or 29, another kernel, padding or stride',
    );
    expect(() => apply({ kernel: 4, padding: 'same' }, 8)).toThrow(
      "padding 'same' with n = 8, k = 4, s = 1 needs 3 pixels",
    );
    expect(() => apply({ stride: 2 }, 29)).not.toThrow();
    expect(() => apply({ stride: 2, inexact: true }, 28)).not.toThrow();
    expect(() => maxPool(2).on(image(1)).apply([], noise(7))).toThrow(
      'maxPool 2×2: (n + 2p − k) mod s = (7 + 2·0 − 2) mod 2 = 1',
    );
  });
});

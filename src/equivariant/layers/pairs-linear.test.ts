import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { errorOverPermutations } from '../../../test/laws/permute.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { deepSets } from './deep-sets.ts';
import { pairsLinear } from './pairs-linear.ts';
import { pairsToSet } from './pairs-to-set.ts';
import { elu } from './pointwise.ts';
import { sequential } from './sequential.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor = Tensor>(shape: number[], seed = 1): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;
/** The law's bound: hundred times what float32 sums of this size give in another order. */
const BOUND = 1e-5;
const N = 6;

describe('pairsLinear and pairsToSet', () => {
  const toPairs = pairsLinear({ in: 2, out: 3 });
  const toSet = pairsToSet({ in: 2, out: 3 });

  it('L(σx) = σ L(x) for 100 random σ', () => {
    const x = noise([2, N, N, 2]);
    for (const { layer, axes } of [
      { layer: toPairs, axes: [1, 2] },
      { layer: toSet, axes: [1] },
    ]) {
      // Biases are drawn too.
      const parameters = tf.mapParameters(layer.init(tf.random(1)) as never, ({ shape }) => noise(shape));
      const apply = (input: Tensor): Tensor => layer.apply(parameters, input);
      expect(errorOverPermutations(apply, x, [1, 2], axes)).toBeLessThan(BOUND);
    }
    const weights = tf.reshape(tf.range(1, N + 1), [N, 1]);
    const forgetful = (input: Tensor): Tensor => tf.mul(input, weights); // each column its own weight
    expect(errorOverPermutations(forgetful, x, [1, 2], [1, 2], 5)).toBeGreaterThan(0.1);
  });

  /** The matrices of a layer's linear part on one channel, one for each weight, flattened: [weights, out · n²]. */
  function matricesOf(layer: typeof toPairs | typeof toSet, n: number): number[][] {
    const zeros = tf.mapParameters(layer.init(tf.random(1)) as never, ({ shape }) =>
      tf.zeros(shape),
    ) as Record<string, Tensor>;
    const units = tf.reshape(tf.eye(n * n), [n * n, n, n, 1]); // every e_kl as a batch
    return Object.entries(zeros)
      .filter(([name]) => !name.startsWith('bias'))
      .flatMap(([name, weight]) =>
        Array.from({ length: weight.size }, (_, i) => {
          const one = tf.reshape(
            tf.tensor(Array.from({ length: weight.size }, (_, j) => +(i === j))),
            weight.shape,
          );
          return [...layer.apply({ ...zeros, [name]: one } as never, units).dataSync()];
        }),
      );
  }

  /** The rank of some rows, by elimination in float64. */
  function rankOf(rows: number[][]): number {
    const left = rows.map((row) => [...row]);
    let rank = 0;
    for (let column = 0; column < left[0].length && rank < left.length; column++) {
      const pivot = left.findIndex((row, i) => i >= rank && Math.abs(row[column]) > 1e-5);
      if (pivot < 0) continue;
      [left[rank], left[pivot]] = [left[pivot], left[rank]];
      for (let i = rank + 1; i < left.length; i++) {
        const factor = left[i][column] / left[rank][column];
        left[i] = left[i].map((value, j) => value - factor * left[rank][j]);
      }
      rank += 1;
    }
    return rank;
  }

  it.each([
    ['pairsLinear has 15', pairsLinear({ in: 1, out: 1 }), 15],
    ['pairsToSet has 5', pairsToSet({ in: 1, out: 1 }), 5],
  ])('%s independent weights, as many as Sₙ has orbits on indices (Bell numbers)', (_, layer, bell) => {
    const matrices = matricesOf(layer, 4);
    expect(matrices).toHaveLength(bell);
    expect(rankOf(matrices)).toBe(bell);
  });

  it('equivarianceError acts on pairs by permutations', () => {
    const x = noise([2, N, N, 2]);
    expect(equivarianceError(toPairs, toPairs.init(tf.random(1)), x, symmetricGroup(N)).max).toBeLessThan(
      BOUND,
    );
    expect(equivarianceError(toSet, toSet.init(tf.random(1)), x, symmetricGroup(N)).max).toBeLessThan(BOUND);
  });

  it('learn, and leak nothing', () => {
    const net = sequential([pairsLinear({ in: 2, out: 4 }), elu(), pairsToSet({ in: 4, out: 2 })]);
    const x = noise([4, N, N, 2]);
    const { before, after, leaked } = learn(net.init, (parameters) => net.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('wrong shapes and neighbours are refused, with the shapes and the remedy', () => {
    expect(() => toPairs.apply(toPairs.init(tf.random(1)), noise([2, 3, 4, 2]))).toThrow(
      'a tensor [B, n, n, 2], but got [2, 3, 4, 2]',
    );
    expect(() => sequential([toPairs, deepSets({ in: 3, out: 1 })])).toThrow(
      'put pairsToSet(…) between them',
    );
  });
});

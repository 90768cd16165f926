import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor3D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { errorOverPermutations } from '../../../test/laws/permute.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { deepSets } from './deep-sets.ts';
import { dense } from './dense.ts';
import { pairs, set, vector } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { elu, relu } from './pointwise.ts';
import { sequential } from './sequential.ts';
import { setPool } from './set-pool.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor = Tensor>(shape: number[], seed = 1): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;
/** The law's bound: hundred times what float32 sums of this size give in another order. */
const BOUND = 1e-5;
const N = 6;
const POOLS = ['sum', 'mean', 'max'] as const;

describe('deepSets', () => {
  it.each(POOLS)('is yᵢ = Γ xᵢ + b − Λ pool_j xⱼ, in loops (%s)', (pool) => {
    const layer = deepSets({ in: 2, out: 3, pool });
    const { gamma, lambda } = layer.init(tf.random(1)) as {
      gamma: { weight: Tensor2D };
      lambda: Tensor2D;
    };
    const [g, l, bias] = [gamma.weight.arraySync(), lambda.arraySync(), [1, -2, 3]];
    const x = noise<Tensor3D>([2, 4, 2]);
    const y = layer.apply({ gamma: { weight: gamma.weight, bias: tf.tensor1d(bias) }, lambda }, x);
    const expected = x.arraySync().map((elements) => {
      const pooled = [0, 1].map((c) => {
        const values = elements.map((element) => element[c]);
        const sum = values.reduce((a, b) => a + b);
        return { sum, mean: sum / values.length, max: Math.max(...values) }[pool];
      });
      return elements.map((element) =>
        bias.map((b, o) => b + [0, 1].reduce((s, c) => s + element[c] * g[c][o] - pooled[c] * l[c][o], 0)),
      );
    });
    expect(relativeError(y, tf.tensor(expected))).toBeLessThan(BOUND);
  });

  it('tied: what all elements share does not matter', () => {
    for (const pool of ['mean', 'max'] as const) {
      const layer = deepSets({ in: 2, out: 3, pool, tied: true });
      const parameters = layer.init(tf.random(1));
      const x = noise([2, 4, 2]);
      const moved = tf.add(x, tf.tensor1d([5, -3]));
      expect(relativeError(layer.apply(parameters, moved), layer.apply(parameters, x))).toBeLessThan(BOUND);
      expect(tf.countParameters(parameters)).toBe(2 * 3 + 3);
    }
  });

  it.each(POOLS)('L(σx) = σ L(x) for 100 random σ, and setPool of it is invariant (%s)', (pool) => {
    const layer = deepSets({ in: 3, out: 4, pool });
    const parameters = layer.init(tf.random(1));
    const x = noise([2, N, 3]);
    const apply = (input: Tensor): Tensor => layer.apply(parameters, input);
    expect(errorOverPermutations(apply, x, [1], [1])).toBeLessThan(BOUND);
    const invariant = (input: Tensor): Tensor => setPool(pool).on(set(4)).apply([], apply(input));
    expect(errorOverPermutations(invariant, x, [1], [])).toBeLessThan(BOUND);
  });

  it('equivarianceError acts on sets by permutations, and promises add up in a net', () => {
    const net = sequential([deepSets({ in: 3, out: 4 }), elu(), setPool(), dense({ in: 4, out: 2 })]);
    expect(net.symmetry).toEqual({ group: 'Sₙ', exact: true });
    const x = noise([2, N, 3]);
    expect(equivarianceError(net, net.init(tf.random(1)), x, symmetricGroup(N)).max).toBeLessThan(BOUND);
    const twin: Layer = {
      ...relu().on(set(3)),
      apply: (_, input) => tf.mul(input, tf.reshape(tf.range(1, N + 1), [N, 1])),
    };
    expect(equivarianceError(twin, [], x, symmetricGroup(N)).max).toBeGreaterThan(0.1);
  });

  it('a dense layer over the row of elements, or one weight more for the first, is caught', () => {
    const x = noise([2, N, 3]);
    const layer = dense({ in: N * 3, out: N * 3 });
    const parameters = layer.init(tf.random(1));
    const flat = (input: Tensor): Tensor =>
      tf.reshape(layer.apply(parameters, tf.reshape(input, [2, N * 3])), [2, N, 3]);
    expect(errorOverPermutations(flat, x, [1], [1], 5)).toBeGreaterThan(0.1);
    const ordered = (input: Tensor): Tensor => tf.mul(input, tf.reshape(tf.range(1, N + 1), [N, 1]));
    expect(errorOverPermutations(ordered, x, [1], [1], 5)).toBeGreaterThan(0.1);
  });

  it.each(POOLS)('a net of them learns through every layer and leaks nothing (%s)', (pool) => {
    const net = sequential([
      deepSets({ in: 3, out: 8, pool }),
      elu(),
      deepSets({ in: 8, out: 8, pool }),
      relu(),
      setPool(pool),
      dense({ in: 8, out: 2 }),
    ]);
    expect(net.outType).toEqual(vector(2));
    const x = noise([4, N, 3]);
    const { before, after, leaked } = learn(net.init, (parameters) => net.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('wrong shapes and neighbours are refused, with the shapes and the remedy', () => {
    const layer = deepSets({ in: 3, out: 4 });
    expect(() => layer.apply(layer.init(tf.random(1)), noise([2, N, 2]))).toThrow(
      'deepSets 3 → 4, mean takes set × 3 channels, a tensor [B, n, 3], but got [2, 6, 2]; reshape the input',
    );
    expect(() => sequential([layer, dense({ in: 4, out: 1 })])).toThrow('put setPool() between them');
    expect(() => setPool().on(pairs(2))).toThrow('setPool mean needs a set, but got pairs × 2 channels');
  });
});

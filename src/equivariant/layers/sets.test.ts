import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { drawPermutation } from '../../../test/laws/permute.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { deepSets } from './deep-sets.ts';
import { dense } from './dense.ts';
import { pairs, set, vector } from './feature-type.ts';
import { graphConv } from './graph-conv.ts';
import type { Layer } from './layer.ts';
import { pairsLinear } from './pairs-linear.ts';
import { pairsToSet } from './pairs-to-set.ts';
import { elu, relu } from './pointwise.ts';
import { sequential } from './sequential.ts';
import { setPool } from './set-pool.ts';
import type { Pool } from './set-pool.ts';
import type { Graph } from './signal.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor = Tensor>(shape: number[], seed = 1): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;
/** The law's bound: hundred times what float32 sums of this size give in another order. */
const BOUND = 1e-5;
const POOLS = ['sum', 'mean', 'max'] as const;
const N = 6;

/** The largest error of y(σx) against σ y(x) over random σ; on the result, σ moves the given axes. */
function errorOverPermutations(
  apply: (x: Tensor) => Tensor,
  x: Tensor,
  axesIn: readonly number[],
  axesOut: readonly number[],
  trials = 100,
): number {
  const random = tf.random(11);
  return Math.max(
    ...Array.from({ length: trials }, (_, trial) => {
      const permute = drawPermutation(N, random.fork(`${trial}`));
      return tf.tidy(() => relativeError(apply(permute(x, axesIn)), permute(apply(x), axesOut)));
    }),
  );
}

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

  it('equivarianceError acts on sets and pairs by permutations, and promises add up in a net', () => {
    const S6 = symmetricGroup(N);
    const net = sequential([deepSets({ in: 3, out: 4 }), elu(), setPool(), dense({ in: 4, out: 2 })]);
    expect(net.symmetry).toEqual({ group: 'Sₙ', exact: true });
    expect(equivarianceError(net, net.init(tf.random(1)), noise([2, N, 3]), S6).max).toBeLessThan(BOUND);
    const layer = pairsLinear({ in: 2, out: 3 });
    const x = noise([2, N, N, 2]);
    expect(equivarianceError(layer, layer.init(tf.random(1)), x, S6).max).toBeLessThan(BOUND);
    const twin: Layer = {
      ...relu().on(pairs(2)),
      apply: (_, input) => tf.mul(input, tf.reshape(tf.range(1, N + 1), [N, 1])),
    };
    expect(equivarianceError(twin, [], x, S6).max).toBeGreaterThan(0.1);
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
});

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
});

describe('graphConv', () => {
  const graph = (seed = 1): Graph => ({
    h: noise<Tensor3D>([2, N, 3], seed),
    adjacency: tf.abs(noise<Tensor3D>([2, N, N], seed + 1)),
  });

  it.each(['sum', 'mean'] as const)('is hᵢ = W hᵢ + V Σⱼ A_ij hⱼ + b, in loops (%s)', (aggregate) => {
    const layer = graphConv({ in: 3, out: 2, aggregate });
    const parameters = layer.init(tf.random(1));
    const { h, adjacency } = graph();
    const [W, V] = [parameters.self.weight.arraySync(), parameters.neighbours.arraySync()];
    const A = adjacency.arraySync();
    const expected = h.arraySync().map((nodes, b) =>
      nodes.map((node, i) => {
        const degree = aggregate === 'sum' ? 1 : A[b][i].reduce((sum, a) => sum + a);
        const heard = [0, 1, 2].map(
          (c) => nodes.reduce((sum, other, j) => sum + A[b][i][j] * other[c], 0) / degree,
        );
        return [0, 1].map((o) =>
          [0, 1, 2].reduce((sum, c) => sum + node[c] * W[c][o] + heard[c] * V[c][o], 0),
        );
      }),
    );
    expect(relativeError(layer.apply(parameters, { h, adjacency }).h, tf.tensor(expected))).toBeLessThan(
      BOUND,
    );
  });

  it('a node that hears nobody keeps its own: no division by zero', () => {
    const layer = graphConv({ in: 3, out: 3, aggregate: 'mean' });
    const parameters = layer.init(tf.random(1));
    const { h } = graph();
    const alone = layer.apply(parameters, { h, adjacency: tf.zeros([2, N, N]) }).h;
    const bySelf = tf.matMul(tf.reshape(h, [2 * N, 3]), parameters.self.weight);
    expect(relativeError(tf.reshape(alone, [2 * N, 3]), bySelf)).toBeLessThan(BOUND);
  });

  it('L(σ(h, A)) = σ L(h, A) for 100 random σ; with the adjacency left in place it is not', () => {
    const net = sequential<Graph, Graph>([
      graphConv({ in: 3, out: 4, activation: tf.relu }),
      graphConv({ in: 4, out: 2, aggregate: 'mean' }),
    ]);
    const parameters = net.init(tf.random(1));
    const { h, adjacency } = graph();
    const random = tf.random(5);
    const errors = (axes: readonly number[]): number[] =>
      Array.from({ length: 100 }, (_, trial) => {
        const permute = drawPermutation(N, random.fork(`${trial}`));
        const first = net.apply(parameters, { h: permute(h, [1]), adjacency: permute(adjacency, axes) }).h;
        return relativeError(first, permute(net.apply(parameters, { h, adjacency }).h, [1]));
      });
    expect(Math.max(...errors([1, 2]))).toBeLessThan(BOUND);
    expect(Math.max(...errors([1]))).toBeGreaterThan(0.1);
  });
});

describe('training and types', () => {
  const elements = (): Tensor3D => noise([4, N, 3]);
  const invariantNet = (pool: Pool) =>
    sequential([
      deepSets({ in: 3, out: 8, pool }),
      elu(),
      deepSets({ in: 8, out: 8, pool }),
      relu(),
      setPool(pool),
      dense({ in: 8, out: 2 }),
    ]);

  it.each(POOLS)('a DeepSets net learns through every layer and leaks nothing (%s)', (pool) => {
    const net = invariantNet(pool);
    expect(net.outType).toEqual(vector(2));
    const x = elements();
    const { before, after, leaked } = learn(net.init, (parameters) => net.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('pairs and graphs learn, and leak nothing', () => {
    const net = sequential([pairsLinear({ in: 2, out: 4 }), elu(), pairsToSet({ in: 4, out: 2 })]);
    const pairsOfX = noise<Tensor4D>([4, N, N, 2]);
    const onPairs = learn(net.init, (parameters) => net.apply(parameters, pairsOfX));
    expect(onPairs.after).toBeLessThan(onPairs.before);
    expect(onPairs.leaked).toBe(0);
    const layer = graphConv({ in: 3, out: 2, activation: tf.tanh });
    const graph: Graph = { h: elements(), adjacency: noise<Tensor3D>([4, N, N]) };
    const onGraphs = learn(layer.init, (parameters) => layer.apply(parameters, graph).h);
    expect(onGraphs.after).toBeLessThan(onGraphs.before);
    expect(onGraphs.leaked).toBe(0);
  });

  it('wrong shapes and neighbours are refused, with the shapes and the remedy', () => {
    const layer = deepSets({ in: 3, out: 4 });
    expect(() => layer.apply(layer.init(tf.random(1)), noise([2, N, 2]))).toThrow(
      'deepSets 3 → 4, mean takes set × 3 channels, a tensor [B, n, 3], but got [2, 6, 2]; reshape the input',
    );
    const onPairs = pairsLinear({ in: 2, out: 1 });
    expect(() => onPairs.apply(onPairs.init(tf.random(1)), noise([2, 3, 4, 2]))).toThrow(
      'a tensor [B, n, n, 2], but got [2, 3, 4, 2]',
    );
    expect(() => sequential([layer, dense({ in: 4, out: 1 })])).toThrow('put setPool() between them');
    expect(() => sequential([onPairs, deepSets({ in: 1, out: 1 })])).toThrow(
      'put pairsToSet(…) between them',
    );
    expect(() => setPool().on(pairs(2))).toThrow('setPool mean needs a set, but got pairs × 2 channels');
    const graphs = graphConv({ in: 3, out: 4 });
    const h = noise<Tensor3D>([2, N, 3]);
    expect(() =>
      graphs.apply(graphs.init(tf.random(1)), { h, adjacency: noise<Tensor3D>([2, N, 3]) }),
    ).toThrow('takes adjacency of shape [2, 6, 6] beside these node features, but got [2, 6, 3]');
    expect(() =>
      graphs.apply(graphs.init(tf.random(1)), {
        h: noise<Tensor3D>([2, N, 2]),
        adjacency: noise<Tensor3D>([2, N, N]),
      }),
    ).toThrow('takes node features h [B, n, 3], but got [2, 6, 2]; build the layer for 2 channels');
    expect(() => sequential([graphs, relu()])).toThrow('apply it to the part h of the result');
  });
});

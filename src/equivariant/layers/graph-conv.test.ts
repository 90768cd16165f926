import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor3D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { drawPermutation } from '../../../test/laws/permute.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { graphConv } from './graph-conv.ts';
import { relu } from './pointwise.ts';
import { sequential } from './sequential.ts';
import type { Graph } from './signal.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor = Tensor>(shape: number[], seed = 1): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;
/** The law's bound: hundred times what float32 sums of this size give in another order. */
const BOUND = 1e-5;
const N = 6;

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

  it('learns, and leaks nothing', () => {
    const layer = graphConv({ in: 3, out: 2, activation: tf.tanh });
    const input = graph();
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, input).h);
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('wrong parts and neighbours are refused, with the shapes and the remedy', () => {
    const layer = graphConv({ in: 3, out: 4 });
    const parameters = layer.init(tf.random(1));
    const { h, adjacency } = graph();
    expect(() => layer.apply(parameters, { h, adjacency: noise<Tensor3D>([2, N, 3]) })).toThrow(
      'takes adjacency of shape [2, 6, 6] beside these node features, but got [2, 6, 3]',
    );
    expect(() => layer.apply(parameters, { h: noise<Tensor3D>([2, N, 2]), adjacency })).toThrow(
      'takes node features h [B, n, 3], but got [2, 6, 2]; build the layer for 2 channels',
    );
    expect(() => sequential([layer, relu()])).toThrow('apply it to the part h of the result');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor3D } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { equivarianceError } from './equivariance-error.ts';
import { act } from './group/action.ts';
import { C4 } from './group/cyclic.ts';
import { directProduct } from './group/direct-product.ts';
import { euclideanGroup } from './group/euclidean.ts';
import { O3, SO2, SO3 } from './group/orthogonal.ts';
import { symmetricGroup } from './group/symmetric.ts';
import { dense } from './layers/dense.ts';
import { egnn } from './layers/egnn.ts';
import { array } from './layers/feature-type.ts';
import { graphConv } from './layers/graph-conv.ts';
import type { Layer } from './layers/layer.ts';
import { normGate } from './layers/norm-gate.ts';
import { powerSpectrum } from './layers/power-spectrum.ts';
import { sequential } from './layers/sequential.ts';
import type { Graph, Points } from './layers/signal.ts';
import { sphericalEmbedding } from './layers/spherical-embedding.ts';
import { steerableLinear } from './layers/steerable-linear.ts';
import { localEquivarianceError } from './local-equivariance-error.ts';
import { irreps } from './representation/irrep-sum.ts';
import { pointAction } from './representation/standard.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor>(shape: number[], seed = 1): T => tf.heNormal(shape, 2, tf.random(seed)) as T;

const E3 = euclideanGroup(3);
const S5 = symmetricGroup(5);
const so2 = irreps(SO2, '2x0 + 2x1 + 1x3');
const net = sequential([
  sphericalEmbedding(2),
  steerableLinear(irreps(O3, '1x0e + 1x1o + 1x2e'), irreps(O3, '2x1o + 2x2e')),
  normGate(),
  powerSpectrum(),
]);
const cloud = (): Points => ({
  h: noise<Tensor3D>([2, 5, 3], 1),
  x: noise<Tensor3D>([2, 5, 3], 2),
  v: noise<Tensor3D>([2, 5, 3], 3),
});
const graph = (): Graph => ({ h: noise<Tensor3D>([2, 5, 3], 1), adjacency: noise<Tensor3D>([2, 5, 5], 4) });
const mover = egnn({ in: 3, out: 3, velocity: true });

describe('the local equivariance error', () => {
  it('is of rounding size for steerable layers and for points', () => {
    const linear = steerableLinear(so2, so2);
    expect(localEquivarianceError(linear, linear.init(tf.random(1)), noise([3, 8])).max).toBeLessThan(1e-5);
    const { max, perGenerator } = localEquivarianceError(net, net.init(tf.random(1)), noise([3, 3]), O3);
    expect(max).toBeLessThan(1e-5);
    expect(perGenerator).toHaveLength(3);
    const moved = localEquivarianceError(mover, mover.init(tf.random(1)), cloud(), E3);
    expect(moved.max).toBeLessThan(1e-5);
    expect(moved.perGenerator).toHaveLength(6); // three rotations, three translations
  });

  it('is of order 1 for a dense layer, for relu between, and for a scaling of points', () => {
    const type = array(irreps(SO3, '2x1'));
    const plain: Layer<never> = { ...dense({ in: 6, out: 6 }), inType: type, outType: type } as never;
    const twin: Layer<never> = {
      ...plain,
      apply: (parameters, x) => tf.relu(dense({ in: 6, out: 6 }).apply(parameters, x as never)),
    };
    const parameters = dense({ in: 6, out: 6 }).init(tf.random(1)) as never;
    expect(localEquivarianceError(twin, parameters, noise([3, 6]), SO3).max).toBeGreaterThan(0.1);
    const place = pointAction(E3);
    const scaled: Layer = {
      name: 'twice',
      inType: array(place),
      outType: array(place),
      init: () => [],
      apply: (_, x) => tf.mul(x, 2),
    };
    const { perGenerator } = localEquivarianceError(scaled, [], noise([3, 3]), E3);
    expect(Math.max(...perGenerator.slice(0, 3))).toBeLessThan(1e-6); // rotations about the origin
    expect(Math.min(...perGenerator.slice(3))).toBeGreaterThan(0.1); // translations
  });

  it('is the slope of the error at the identity, by central differences', () => {
    const type = array(irreps(SO3, '1x1'));
    const layer: Layer = {
      name: 'squares',
      group: SO3,
      inType: type,
      outType: type,
      init: () => [],
      apply: (_, x) => tf.mul(tf.square(x), tf.tensor1d([1, 2, 3])),
    };
    const x = noise([1, 3]);
    const scale = Math.max(...layer.apply([], x).dataSync().map(Math.abs));
    const t = 1e-2; // float32: rounding 1e-7/t against t²
    const { perGenerator } = localEquivarianceError(layer, [], x);
    SO3.algebra.forEach((tangent, k) => {
      const defect = (time: number): Tensor => {
        const g = SO3.exponential(tangent.map((row) => row.map((entry) => entry * time)));
        return act(SO3, SO3.invert(g), type, layer.apply([], act(SO3, g, type, x)));
      };
      const slope = tf.div(tf.sub(defect(t), defect(-t)), 2 * t);
      expect(perGenerator[k]).toBeCloseTo(Math.max(...slope.dataSync().map(Math.abs)) / scale, 2);
    });
  });

  it('is told where it has no meaning, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const gate = normGate().on(array(so2));
    const x = noise([2, 8]);
    localEquivarianceError(gate, [], x);
    x.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(() => localEquivarianceError(gate, [], noise([2, 8]), C4)).toThrow('C4, which has no Lie algebra');
    expect(() => localEquivarianceError(gate, [], tf.zeros([2, 8]))).toThrow('gives 0 everywhere');
    const nodes = graphConv({ in: 3, out: 2 });
    expect(() => localEquivarianceError(nodes, nodes.init(tf.random(1)), graph(), SO3)).toThrow(
      'SO(3) has no smooth action on a graph',
    );
  });
});

describe('the equivariance error of graphs and points', () => {
  const drawn = () => mover.init(tf.random(1));

  it.each([
    ['E(3)', E3],
    ['O(3)', O3],
    ['S5', S5],
    ['S5 × E(3)', directProduct(S5, E3)],
  ] as const)('egnn commutes with %s', (_, group) => {
    expect(equivarianceError(mover, drawn(), cloud(), group).max).toBeLessThan(1e-5);
  });

  it('egnn that reads a coordinate, or singles out a point, is caught by the group that moves it', () => {
    const reads: typeof mover = {
      ...mover,
      apply: (_, points) => ({ ...points, h: tf.add(points.h, tf.slice(points.x, [0, 0, 0], [-1, -1, 1])) }),
    };
    expect(equivarianceError(reads, drawn(), cloud(), E3).max).toBeGreaterThan(0.1);
    expect(localEquivarianceError(reads, drawn(), cloud(), E3).max).toBeGreaterThan(0.1);
    const singles: typeof mover = {
      ...mover,
      apply: (_, points) => ({ ...points, h: tf.mul(points.h, tf.reshape(tf.range(1, 6), [5, 1])) }),
    };
    expect(equivarianceError(singles, drawn(), cloud(), S5).max).toBeGreaterThan(0.1);
    expect(equivarianceError(singles, drawn(), cloud(), O3).max).toBeLessThan(1e-5);
  });

  it('graphConv commutes with all 120 permutations, and not if a node is singled out', () => {
    const layer = graphConv({ in: 3, out: 2 });
    const weights = layer.init(tf.random(1));
    const { max, perElement } = equivarianceError(layer, weights, graph(), S5);
    expect(perElement).toHaveLength(120);
    expect(max).toBeLessThan(1e-5);
    const twin: typeof layer = {
      ...layer,
      apply: (p, given) => ({
        ...given,
        h: tf.pad(tf.slice(layer.apply(p, given).h, [0, 0, 0], [-1, 1, -1]), [
          [0, 0],
          [0, 4],
          [0, 0],
        ]),
      }),
    };
    expect(equivarianceError(twin, weights, graph(), S5).max).toBeGreaterThan(0.1);
  });

  it('what does not move the signal is told', () => {
    expect(() => equivarianceError(mover, drawn(), cloud(), euclideanGroup(2))).toThrow(
      'E(2) does not move points of 3 coordinates',
    );
    expect(() => equivarianceError(mover, drawn(), cloud(), symmetricGroup(4))).toThrow(
      'S4 does not permute the 5 elements of points',
    );
    expect(() => equivarianceError(mover, drawn(), cloud(), C4)).toThrow(
      'C4 does not permute the 5 elements of points',
    );
  });
});

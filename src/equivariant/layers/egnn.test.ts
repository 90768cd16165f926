import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { drawMotion } from '../../../test/laws/motion.ts';
import { drawPermutation } from '../../../test/laws/permute.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { directProduct } from '../group/direct-product.ts';
import { euclideanGroup } from '../group/euclidean.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { egnn } from './egnn.ts';
import type { EgnnOptions } from './egnn.ts';
import type { Layer } from './layer.ts';
import { sequential } from './sequential.ts';
import type { Points } from './signal.ts';

beforeAll(() => startNodeBackend());

const N = 5;
/** Of the largest number: float32 sums in another order stay below, and a broken twin is a thousand times above. */
const BOUND = 1e-5;
const BROKEN = 1e-2;
const noise = <T extends Tensor>(shape: number[], seed: number): T =>
  tf.heNormal(shape, 2, tf.random(seed)) as T;

/** Parameters of size 1 throughout, so that points really move. */
const drawn = <T>(layer: { init: (random: tf.Random) => T }): T =>
  tf.mapParameters(layer.init(tf.random(1)) as never, ({ shape }, path) =>
    tf.mul(noise(shape, path.length), 0.6),
  ) as T;

const cloud = (dimension: number, { velocity = false, pairChannels = 0 } = {}): Points => ({
  h: noise<Tensor3D>([2, N, 3], 1),
  x: noise<Tensor3D>([2, N, dimension], 2),
  ...(velocity && { v: noise<Tensor3D>([2, N, dimension], 3) }),
  ...(pairChannels > 0 && { a: noise<Tensor4D>([2, N, N, pairChannels], 4) }),
});

/** The largest error, of h, x or v, over random motions with a random permutation each. */
function errorOverMotions(apply: (points: Points) => Points, points: Points, trials = 100): number {
  const random = tf.random(7);
  const errors: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    tf.tidy(() => {
      const { rotate, move } = drawMotion(points.x.shape[2], random.fork(`motion ${trial}`));
      const permute = drawPermutation(N, random.fork(`order ${trial}`));
      const act = ({ h, x, v, a }: Points): Points => ({
        h: permute(h, [1]),
        x: permute(move(x), [1]),
        ...(v && { v: permute(rotate(v), [1]) }),
        ...(a && { a: permute(a, [1, 2]) }),
      });
      const [first, last] = [apply(act(points)), act(apply(points))];
      errors.push(relativeError(first.h, last.h), relativeError(first.x, last.x));
      if (first.v && last.v) errors.push(relativeError(first.v, last.v));
    });
  }
  return Math.max(...errors);
}

describe('egnn commutes with E(n) × Sₙ, reflections and translations included', () => {
  const VARIANTS: readonly [string, number, Omit<EgnnOptions, 'in' | 'out'>][] = [
    ['in the plane', 2, {}],
    ['in space', 3, {}],
    ['in four dimensions', 4, { hidden: 7 }],
    ['with velocities', 3, { velocity: true }],
    ['with features of pairs', 3, { pairChannels: 2 }],
    [
      'with attention, unit vectors, tanh and sums',
      3,
      { attention: true, normalize: true, bounded: true, aggregate: 'sum' },
    ],
    ['without a residual', 3, { residual: false }],
  ];
  it.each(VARIANTS)('%s: L(g x) = g L(x) for 100 random g', (_, dimension, options) => {
    const layer = egnn({ in: 3, out: 3, ...options });
    const parameters = drawn(layer);
    expect(
      errorOverMotions((points) => layer.apply(parameters, points), cloud(dimension, options)),
    ).toBeLessThan(BOUND);
  });

  it('and so does a stack of them', () => {
    const net = sequential<Points, Points>([
      egnn({ in: 3, out: 4, velocity: true }),
      egnn({ in: 4, out: 4, velocity: true }),
    ]);
    const parameters = drawn(net);
    const error = errorOverMotions((points) => net.apply(parameters, points), cloud(3, { velocity: true }));
    expect(error).toBeLessThan(BOUND);
  });

  it('and equivarianceError says so, over E(3) × S5', () => {
    const plain = egnn({ in: 3, out: 3, velocity: true });
    const group = directProduct(euclideanGroup(3), symmetricGroup(N));
    const error = equivarianceError(plain, drawn(plain), cloud(3, { velocity: true }), group);
    expect(error.max).toBeLessThan(BOUND);
    expect(error.perElement).toHaveLength(100);
  });

  const layer = egnn({ in: 3, out: 3, velocity: true });
  const twin = (spoil: (points: Points, out: Points) => Points) => (): number => {
    const parameters = drawn(layer);
    return errorOverMotions(
      (points) => spoil(points, layer.apply(parameters, points)),
      cloud(3, { velocity: true }),
      5, // one would be enough
    );
  };
  it.each([
    [
      'pushes are clipped component by component',
      twin(({ x }, out) => ({ ...out, x: tf.add(x, tf.clipByValue(tf.sub(out.x, x), -0.1, 0.1)) })),
    ],
    [
      'h reads a coordinate',
      twin(({ x }, out) => ({ ...out, h: tf.add(out.h, tf.slice(x, [0, 0, 0], [-1, -1, 1])) })),
    ],
    ['velocities are moved like positions', twin(({ x }, out) => ({ ...out, v: x }))],
    ['positions are scaled about the origin', twin((_, out) => ({ ...out, x: tf.mul(out.x, 2) }))],
    [
      'the first point is special',
      twin((_, out) => ({ ...out, h: tf.mul(out.h, tf.reshape(tf.range(1, N + 1), [N, 1])) })),
    ],
  ])('is broken, and caught, when %s', (_, error) => {
    expect(error()).toBeGreaterThan(BROKEN);
  });

  it('is broken by a product that tells left from right, under reflections alone', () => {
    const parameters = drawn(layer);
    // x₀ · (x₁ × x₂), about the mean: invariant under rotations and translations, but −1 times itself in a mirror.
    const chirality = (points: Points): Tensor => {
      const centred = tf.sub(points.x, tf.mean(points.x, 1, true));
      const [a, b, c] = tf.unstack(tf.slice(centred, [0, 0, 0], [-1, 3, -1]), 1);
      const [a0, a1, a2] = tf.unstack(a, 1);
      const [b0, b1, b2] = tf.unstack(b, 1);
      const [c0, c1, c2] = tf.unstack(c, 1);
      const cross = [
        tf.mul(a0, tf.sub(tf.mul(b1, c2), tf.mul(b2, c1))),
        tf.mul(a1, tf.sub(tf.mul(b2, c0), tf.mul(b0, c2))),
        tf.mul(a2, tf.sub(tf.mul(b0, c1), tf.mul(b1, c0))),
      ];
      return tf.reshape(
        cross.reduce((sum, term) => tf.add(sum, term)),
        [2, 1, 1],
      );
    };
    const points = cloud(3, { velocity: true });
    const mirror = (x: Tensor3D): Tensor3D => tf.mul(x, tf.tensor1d([-1, 1, 1]));
    const mirrored: Points = { ...points, x: mirror(points.x), v: mirror(points.v as Tensor3D) };
    const right = layer.apply(parameters, points).h;
    expect(relativeError(layer.apply(parameters, mirrored).h, right)).toBeLessThan(BOUND);
    const chiral = (p: Points): Tensor => tf.add(layer.apply(parameters, p).h, chirality(p));
    expect(relativeError(chiral(mirrored), chiral(points))).toBeGreaterThan(BROKEN);
  });
});

describe('egnn', () => {
  it('is its equations, in loops, for who is heard', () => {
    const layer = egnn({ in: 1, out: 1, hidden: 2, velocity: true, residual: false });
    const parameters = drawn(layer);
    const { message, position, node, velocity } = parameters;
    const adjacency = [0, 1, 0, 1, 0, 1, 0, 0, 0]; // point 2 hears nobody
    const [h, x, v] = [[0.5, -1, 2], [[1, 2], [-1, 0], [0.5, 0.5]], [[1, 0], [0, 1], [1, 1]]]; // prettier-ignore
    const values = (tensor: Tensor | undefined): number[] => [...(tensor as Tensor).dataSync()];
    const silu = (z: number): number => z / (1 + Math.exp(-z));
    const affine = (input: number[], w: Tensor2D, b?: Tensor): number[] =>
      (w.arraySync()[0] ?? []).map((__, o) =>
        input.reduce((s, z, i) => s + z * w.arraySync()[i][o], b ? values(b)[o] : 0),
      );
    const mlp = (input: number[], p: typeof node): number[] =>
      affine(affine(input, p.first.weight, p.first.bias).map(silu), p.second.weight, p.second.bias);
    const expected = [0, 1, 2].map((i) => {
      const heard = [0, 1, 2].filter((j) => adjacency[3 * i + j]);
      const said = heard.map((j) => {
        const squared = x[i].reduce((s, xi, d) => s + (xi - x[j][d]) ** 2, 0);
        const first = tf.concat([message.receiver, message.sender, message.distance], 0) as Tensor2D;
        const hidden = affine([h[i], h[j], squared], first, message.bias).map(silu);
        return affine(hidden, message.second.weight, message.second.bias).map(silu);
      });
      const faster = v[i].map((vi, d) => {
        const pushes = heard.map((j, k) => (x[i][d] - x[j][d]) * mlp(said[k], position)[0]);
        return (
          vi * mlp([h[i]], velocity as typeof node)[0] +
          pushes.reduce((s, p) => s + p, 0) / Math.max(heard.length, 1)
        );
      });
      const sum = [0, 1].map((c) => said.reduce((s, m) => s + m[c], 0));
      return { h: mlp([h[i], ...sum], node), v: faster, x: x[i].map((xi, d) => xi + faster[d]) };
    });
    const out = layer.apply(parameters, {
      h: tf.tensor3d(h, [1, 3, 1]),
      x: tf.tensor3d([x]),
      v: tf.tensor3d([v]),
      adjacency: tf.tensor3d(adjacency, [1, 3, 3]),
    });
    for (const part of ['h', 'x', 'v'] as const) {
      expect(
        relativeError(out[part] as Tensor, tf.tensor3d([expected.map((point) => point[part])])),
      ).toBeLessThan(BOUND);
    }
  });

  it.each([
    ['plain', {}],
    [
      'velocities, attention, unit vectors',
      { velocity: true, attention: true, normalize: true, pairChannels: 2 },
    ],
  ])('learns through every parameter, and leaks nothing (%s)', (_, options) => {
    const net = sequential<Points, Points>([
      egnn({ in: 3, out: 4, ...options }),
      egnn({ in: 4, out: 4, ...options }),
    ]);
    const points = cloud(3, options);
    const { before, after, leaked } = learn(net.init, (parameters) => {
      const { h, x } = net.apply(parameters, points);
      return tf.concat([tf.reshape(h, [-1]), tf.reshape(x, [-1])]);
    });
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('two points at one place give finite gradients, also of unit vectors', () => {
    const layer = egnn({ in: 3, out: 3, normalize: true });
    const parameters = drawn(layer);
    const { h } = cloud(3);
    const gradient = tf.grad((x) => tf.sum(layer.apply(parameters, { h, x: x as Tensor3D }).x))(
      tf.zeros([2, N, 3]),
    );
    expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
  });

  it('leaves no tensor but h, x and v behind', () => {
    const layer: Layer<ReturnType<ReturnType<typeof egnn>['init']>, Points, Points> = egnn({
      in: 3,
      out: 3,
      velocity: true,
    });
    const parameters = layer.init(tf.random(1));
    const points = cloud(3, { velocity: true });
    const before = tf.memory().numTensors;
    const { h, x, v } = layer.apply(parameters, points);
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose([h, x, v as Tensor]);
  });

  it('wrong parts are refused, with the shapes and the remedy', () => {
    const layer = egnn({ in: 3, out: 4, pairChannels: 2 });
    const parameters = layer.init(tf.random(1));
    const right = cloud(3, { pairChannels: 2 });
    const refuse = (points: Points, message: string): void =>
      expect(() => layer.apply(parameters, points)).toThrow(message);
    refuse(
      { ...right, h: noise([2, N, 2], 1) },
      'takes node features h [B, n, 3], but got [2, 5, 2]; build the layer for 2 channels',
    );
    refuse(
      { ...right, x: noise([2, 4, 3], 1) },
      'takes x of shape [2, 5, 3] beside these node features, but got [2, 4, 3]',
    );
    refuse(cloud(3), 'takes a of shape [2, 5, 5, 2] beside these node features, but got nothing');
    refuse(
      cloud(3, { pairChannels: 2, velocity: true }),
      'takes no velocities, but got [2, 5, 3]; build it with velocity: true',
    );
    refuse({ ...right, adjacency: noise([2, 5, 4], 1) }, 'takes adjacency of shape [2, 5, 5]');
    expect(() => egnn({ in: 3, out: 4, residual: true })).toThrow('make in = out, or say residual: false');
    expect(() => sequential([layer, egnn({ in: 3, out: 4, pairChannels: 2 })])).toThrow(
      'gives points × 4 channels, 2 channels on pairs, but egnn 3 → 4 takes points × 3 channels',
    );
  });
});

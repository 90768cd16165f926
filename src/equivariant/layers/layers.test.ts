import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { D4 } from '../group/dihedral.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import { conv } from './conv.ts';
import { dense } from './dense.ts';
import { image, regular, vector } from './feature-type.ts';
import { flatten } from './flatten.ts';
import { globalPool } from './global-pool.ts';
import { groupConv } from './group-conv.ts';
import { groupPool } from './group-pool.ts';
import { liftingConv } from './lifting-conv.ts';
import { relu, tanh } from './pointwise.ts';
import { sequential } from './sequential.ts';
import { avgPool, maxPool } from './spatial-pool.ts';

beforeAll(() => startNodeBackend());

const noise = (shape: number[], seed = 1): Tensor => tf.heNormal(shape, 2, tf.random(seed));
const SIZE = 6;
/** Sums of about a hundred float32 products, in another order. */
const ROUNDING = 2e-6;

/** y(u, g) = Σ_v Σ_h Σ_c x(u + v, h, c) ψ(g⁻¹v, g⁻¹h, c): the definition, in loops, float64. */
function groupConvByHand(group: FiniteGroup, x: Tensor4D, filter: Tensor, overGroup: boolean): number[] {
  const [, n] = x.shape;
  const [k, channelsIn, channelsOut] = [filter.shape[0], ...filter.shape.slice(-2)] as [
    number,
    number,
    number,
  ];
  const [depth, centre] = [overGroup ? group.order : 1, (k - 1) / 2];
  const [f, psi] = [x.dataSync(), filter.dataSync()];
  const y: number[] = [];
  for (let row = 0; row <= n - k; row++)
    for (let column = 0; column <= n - k; column++)
      for (let g = 0; g < group.order; g++)
        for (let out = 0; out < channelsOut; out++) {
          const [a, b, c, d] = group.elements[group.inverse[g]].matrix;
          let sum = 0;
          for (let i = 0; i < k; i++)
            for (let j = 0; j < k; j++)
              for (let h = 0; h < depth; h++)
                for (let channel = 0; channel < channelsIn; channel++) {
                  const from = a * (i - centre) + b * (j - centre) + centre;
                  const to = c * (i - centre) + d * (j - centre) + centre;
                  const pose = overGroup ? group.product[group.inverse[g]][h] : 0;
                  const weight =
                    psi[(((from * k + to) * depth + pose) * channelsIn + channel) * channelsOut + out];
                  sum +=
                    weight * f[((row + i) * n + column + j) * depth * channelsIn + h * channelsIn + channel];
                }
          y.push(sum);
        }
  return y;
}

describe.each([C4, D4])('over $name', (group) => {
  it.each([2, 3])(
    'liftingConv and groupConv are their definition, in loops, with a %i-pixel kernel',
    (kernel) => {
      for (const overGroup of [false, true]) {
        const layer = (overGroup ? groupConv : liftingConv)(group, { in: 2, out: 3, kernel, bias: false });
        const parameters = layer.init(tf.random(3));
        const x = noise([1, 5, 5, overGroup ? 2 * group.order : 2]) as Tensor4D;
        const [ours, theirs] = [
          layer.apply(parameters, x).dataSync(),
          groupConvByHand(group, x, parameters.filter, overGroup),
        ];
        const scale = Math.max(...theirs.map(Math.abs));
        expect(ours.length).toBe(theirs.length);
        theirs.forEach((value, index) =>
          expect(Math.abs(ours[index] - value) / scale).toBeLessThan(ROUNDING),
        );
      }
    },
  );

  const onMaps = regular(group, 2);
  it.each([
    ['liftingConv', liftingConv(group, { in: 1, out: 2, kernel: 3, padding: 1 })],
    ['liftingConv, stride 2', liftingConv(group, { in: 1, out: 2, kernel: 2, stride: 2 })],
    ['groupConv', groupConv(group, { in: 2, out: 3, kernel: 3 })],
    ['groupConv, stride 2', groupConv(group, { in: 2, out: 3, kernel: 2, stride: 2 })],
    ['groupConv, even kernel', groupConv(group, { in: 2, out: 3, kernel: 4 })],
    ["groupConv, 'same'", groupConv(group, { in: 2, out: 3, kernel: 3, padding: 'same' })],
    ['relu', relu().on(onMaps)],
    ['maxPool', maxPool(2).on(onMaps)],
    ['avgPool', avgPool(2).on(onMaps)],
    ['maxPool, windows that overlap', maxPool(4, { stride: 2 }).on(onMaps)],
    ['groupPool max', groupPool().on(onMaps)],
    ['groupPool mean', groupPool('mean').on(onMaps)],
    ['globalPool', globalPool().on(image(2))],
  ])('%s: L(g x) = g L(x) for every g', (_, layer) => {
    const width =
      layer.inType.kind === 'regular'
        ? 2 * group.order
        : layer.inType.kind === 'image'
          ? layer.inType.channels
          : 0;
    const random = tf.random(5);
    // Biases are drawn too: zero ones would hide a bias that is not shared.
    const parameters = tf.mapParameters(layer.init(random), (tensor, path) =>
      noise(tensor.shape, path.length),
    );
    const x = noise([2, SIZE, SIZE, width]);
    expect(equivarianceError(layer, parameters, x, group).max).toBeLessThan(ROUNDING);
  });
});

describe.each([C4, D4])('stride, padding and pooling over $name', (group) => {
  const x = (size: number, width: number): Tensor => noise([1, size, size, width]);
  it.each([
    [
      'a 3-pixel filter at stride 2 on 6 pixels',
      groupConv(group, { in: 1, out: 1, kernel: 3, stride: 2 }),
      6,
    ],
    ['a 2-pixel pool on 7', maxPool(2).on(regular(group, 1)), 7],
  ])('%s does not meet a turned image as it meets this one: refused, with what to do', (_, layer, size) => {
    expect(() => layer.apply(layer.init(tf.random(1)) as never, x(size, group.order))).toThrow(
      /\(n \+ 2p − k\) mod s = .* not 0, so a rotation of the input does not rotate the output\. Take an input of n = \d/,
    );
  });

  it("… and its error is of order 1, when let through by inexact: true; 'same' with an even kernel is refused", () => {
    const layer = groupConv(group, { in: 1, out: 2, kernel: 3, stride: 2, inexact: true });
    const error = equivarianceError(layer, layer.init(tf.random(1)), x(6, group.order), group);
    expect(error.max).toBeGreaterThan(0.1);
    const even = groupConv(group, { in: 1, out: 1, kernel: 2, padding: 'same' });
    expect(() => even.apply(even.init(tf.random(1)), x(6, group.order))).toThrow('Take an odd kernel');
  });

  it('a net of all of them learns through each, and leaks nothing', () => {
    const net = sequential([
      liftingConv(group, { in: 1, out: 2, kernel: 3, padding: 1 }),
      relu(),
      maxPool(2),
      groupConv(group, { in: 2, out: 2, kernel: 2, stride: 2 }),
      tanh(),
      avgPool(2),
      groupPool('mean'),
      flatten(1),
      dense({ in: 2, out: 2 }),
    ]);
    const images = noise([2, 8, 8, 1]);
    const { before, after, leaked } = learn(net.init, (parameters) => net.apply(parameters, images));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });
});

describe('pooling', () => {
  it('groupPool takes the maximum or the mean over poses of each channel', () => {
    const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 6, 0], [1, 1, 1, 8]); // poses (1, 10), (2, 20), (3, 30), (6, 0)
    expect([...groupPool().on(regular(C4, 2)).apply([], x).dataSync()]).toEqual([6, 30]);
    expect([...groupPool('mean').on(regular(C4, 2)).apply([], x).dataSync()]).toEqual([3, 15]);
  });

  it('globalPool takes the mean or the maximum over pixels of each channel', () => {
    const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 6, 0], [1, 2, 2, 2]);
    expect([...globalPool().on(image(2)).apply([], x).dataSync()]).toEqual([3, 15]);
    expect([...globalPool('max').on(image(2)).apply([], x).dataSync()]).toEqual([6, 30]);
  });
});

describe('dense, flatten and conv', () => {
  it('dense is y = xW + b', () => {
    const layer = dense({ in: 2, out: 2 });
    const parameters = { weight: tf.tensor2d([1, 2, 3, 4], [2, 2]), bias: tf.tensor1d([10, 20]) };
    expect([...layer.apply(parameters, tf.tensor2d([1, 1], [1, 2])).dataSync()]).toEqual([14, 26]);
  });

  it('flatten keeps the order of pixels and channels, and refuses another size', () => {
    const layer = flatten(2).on(image(2));
    expect([...layer.apply([], tf.reshape(tf.range(0, 8), [1, 2, 2, 2])).dataSync()]).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(() => layer.apply([], tf.zeros([1, 4, 4, 2]))).toThrow(
      'flatten 2×2 got [1, 4, 4, 2]: build it as flatten(4)',
    );
  });

  it('conv with a filter that is 1 at one pixel moves the image', () => {
    const layer = conv({ in: 1, out: 1, kernel: 3 });
    const filter = tf.tensor4d([0, 0, 0, 0, 0, 0, 1, 0, 0], [3, 3, 1, 1]);
    const x = tf.reshape(tf.range(0, 16), [1, 4, 4, 1]);
    expect([...layer.apply({ filter, bias: tf.tensor1d([100]) }, x).dataSync()]).toEqual([
      108, 109, 112, 113,
    ]);
  });
});

describe('types', () => {
  it('neighbours that do not fit are refused, with both types and the remedy', () => {
    const lift = liftingConv(C4, { in: 1, out: 8, kernel: 5 });
    expect(() => sequential([lift, conv({ in: 8, out: 8, kernel: 3 })])).toThrow(
      'gives regular C4 × 8 channels, but conv 8 → 8, 3×3 takes image × 8 channels; put groupPool() between them',
    );
    expect(() => sequential([lift, groupConv(C4, { in: 4, out: 8, kernel: 3 })])).toThrow(
      'make the number of channels',
    );
    expect(() => sequential([lift, groupConv(D4, { in: 8, out: 8, kernel: 3 })])).toThrow(
      'regular D4 × 8 channels',
    );
    expect(() => sequential([lift, globalPool()])).toThrow('put groupPool() before it');
    expect(() => sequential([lift, groupPool(), groupPool()])).toThrow(
      'needs a group axis, but got image × 8 channels',
    );
    expect(() => sequential([lift, groupPool(), dense({ in: 8, out: 2 })])).toThrow(
      'put globalPool() or flatten(n)',
    );
    expect(() => sequential([relu()])).toThrow('sequential starts with relu');
    expect(() => maxPool(2).on(vector(3))).toThrow('maxPool 2×2 needs pixels, but got vector of 3');
  });

  it('tensors that do not hold the type are refused, with the shapes', () => {
    const lift = liftingConv(C4, { in: 3, out: 8, kernel: 5 });
    expect(() => lift.apply(lift.init(tf.random(1)), noise([1, 9, 9, 1]))).toThrow(
      'takes image × 3 channels, a tensor [B, H, W, 3], but got [1, 9, 9, 1]',
    );
    expect(() => lift.apply(lift.init(tf.random(1)), noise([1, 4, 4, 3]))).toThrow(
      'a window of 5 pixels does not fit',
    );
    expect(() => liftingConv(C4, { in: 1, out: 1, kernel: 2.5 })).toThrow(
      'kernel = 2.5: give a whole number ≥ 1',
    );
  });

  it('a layer leaves no tensor but its output behind', () => {
    const net = sequential([
      liftingConv(C4, { in: 1, out: 2, kernel: 3 }),
      relu(),
      maxPool(2),
      groupPool(),
      globalPool(),
    ]);
    const parameters = net.init(tf.random(1));
    const x = noise([1, 8, 8, 1]);
    const before = tf.memory().numTensors;
    tf.dispose(net.apply(parameters, x));
    expect(tf.memory().numTensors).toBe(before);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { assertEquivariant, equivarianceError } from './equivariance-error.ts';
import { C4 } from './group/cyclic.ts';
import { D4 } from './group/dihedral.ts';
import type { FiniteGroup } from './group/finite-group.ts';
import { conv } from './layers/conv.ts';
import { convolution } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import { regular } from './layers/feature-type.ts';
import { expandFilter, filterSources } from './layers/filter-bank.ts';
import { flatten } from './layers/flatten.ts';
import { groupConv } from './layers/group-conv.ts';
import { groupPool } from './layers/group-pool.ts';
import type { Layer } from './layers/layer.ts';
import { liftingConv } from './layers/lifting-conv.ts';
import { relu } from './layers/pointwise.ts';
import { sequential } from './layers/sequential.ts';
import { maxPool } from './layers/spatial-pool.ts';

beforeAll(() => startNodeBackend());

const noise = (...shape: number[]): Tensor => tf.heNormal(shape, 2, tf.random(7));

/** A group convolution whose bank is made in another way. */
const groupConvWith = (group: FiniteGroup, bank: (filter: Tensor) => Tensor4D): Layer =>
  convolution({
    kind: 'twin',
    options: { in: 2, out: 2, kernel: 3 },
    group,
    inType: regular(group, 2),
    outType: regular(group, 2),
    filterShape: [3, 3, group.order, 2, 2],
    bank,
  });

/** The table of a bank, with pixels and poses taken from where the given elements send them. */
function sourcesWith(
  group: FiniteGroup,
  pixels: (g: number) => number,
  poses: (g: number, h: number) => number,
): Int32Array {
  const perElement = 9 * group.order;
  const right = filterSources(group, 3, true);
  return right.map((_, index) => {
    const [g, pixel, h] = [
      Math.floor(index / perElement),
      Math.floor((index % perElement) / group.order),
      index % group.order,
    ];
    const moved = right[pixels(g) * perElement + pixel * group.order]; // of pose 0: its pixel is what counts
    return Math.floor(moved / group.order) * group.order + poses(g, h);
  });
}

const errorWith = (group: FiniteGroup, sources: Int32Array): number => {
  const layer = groupConvWith(group, (filter) => expandFilter(group, filter, sources));
  return equivarianceError(layer, layer.init(tf.random(1)), noise(2, 5, 5, 2 * group.order)).max;
};

describe.each([C4, D4])('equivariance error over $name', (group) => {
  const rightPose = (g: number, h: number): number => group.product[group.inverse[g]][h];

  it('is of rounding size for the right bank', () => {
    expect(
      errorWith(
        group,
        sourcesWith(group, (g) => g, rightPose),
      ),
    ).toBeLessThan(1e-6);
  });

  it.each([
    ['the filter is not turned', sourcesWith(group, () => 0, rightPose)],
    ['the filter is turned the other way', sourcesWith(group, (g) => group.inverse[g], rightPose)],
    [
      'the shift along the group axis is forgotten',
      sourcesWith(
        group,
        (g) => g,
        (_, h) => h,
      ),
    ],
    [
      'the shift goes the other way',
      sourcesWith(
        group,
        (g) => g,
        (g, h) => group.product[g][h],
      ),
    ],
  ])('is of order 1 when %s', (_, sources) => {
    expect(errorWith(group, sources)).toBeGreaterThan(0.1);
  });

  it('is of order 1 when the bias is not shared over the group axis', () => {
    const layer = groupConv(group, { in: 2, out: 2, kernel: 3, bias: false });
    const offsets = tf.range(0, 2 * group.order);
    const twin: Layer = {
      ...layer,
      apply: (parameters, x) => tf.add(layer.apply(parameters as never, x), offsets),
    };
    const x = noise(2, 5, 5, 2 * group.order);
    expect(equivarianceError(twin, twin.init(tf.random(1)), x).max).toBeGreaterThan(0.1);
  });
});

describe('a whole net', () => {
  const p4 = sequential([
    liftingConv(C4, { in: 1, out: 4, kernel: 5 }),
    relu(),
    maxPool(2),
    groupConv(C4, { in: 4, out: 4, kernel: 5 }),
    relu(),
    maxPool(2),
    groupConv(C4, { in: 4, out: 4, kernel: 4 }),
    groupPool(),
    flatten(1),
    dense({ in: 4, out: 10 }),
  ]);
  const cnn = sequential([
    conv({ in: 1, out: 4, kernel: 5 }),
    relu(),
    maxPool(6),
    flatten(4),
    dense({ in: 64, out: 10 }),
  ]);

  it('p4: the logits are the same for all four rotations of the input', () => {
    const parameters = p4.init(tf.random(1));
    const { max, perElement } = equivarianceError(p4, parameters, noise(3, 28, 28, 1));
    expect(perElement).toHaveLength(4);
    expect(perElement[0]).toBe(0);
    expect(max).toBeLessThan(2e-6);
    expect(() => assertEquivariant(p4, parameters, noise(3, 28, 28, 1))).not.toThrow();
  });

  it('an ordinary CNN promises nothing, and asked all the same has an error of order 1', () => {
    const parameters = cnn.init(tf.random(1));
    const x = noise(3, 28, 28, 1);
    expect(() => equivarianceError(cnn, parameters, x)).toThrow('belongs to no group; give the group');
    expect(equivarianceError(cnn, parameters, x, C4).max).toBeGreaterThan(0.1);
    expect(() => assertEquivariant(cnn, parameters, x, 1e-5, C4)).toThrow(
      /does not commute with C4: error .* \(e: 0\.0e\+0, r90: /,
    );
  });

  it('a constant, NaN or another shape is no proof', () => {
    const layer = liftingConv(C4, { in: 1, out: 1, kernel: 3, bias: false });
    const x = noise(1, 5, 5, 1);
    expect(() => equivarianceError(layer, { filter: tf.zeros([3, 3, 1, 1]) }, x)).toThrow(
      'gives 0 everywhere',
    );
    const nan: Layer = {
      ...layer,
      apply: (parameters, input) => tf.mul(layer.apply(parameters as never, input), NaN),
    };
    expect(() => assertEquivariant(nan, layer.init(tf.random(1)), x)).toThrow('does not commute');
    const crops: Layer = {
      ...relu().on(regular(C4, 1)),
      apply: (_, input) => tf.slice(input, 0, [1, 2, -1, -1]),
    };
    expect(equivarianceError(crops, [], noise(1, 4, 4, 4), C4).perElement[1]).toBe(Infinity);
  });
});

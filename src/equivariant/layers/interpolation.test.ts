import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { act } from '../group/action.ts';
import { C4, cyclicGroup } from '../group/cyclic.ts';
import { D4, dihedralGroup } from '../group/dihedral.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import { bitExact } from './bit-exact.ts';
import { groupConv } from './group-conv.ts';
import { groupPool } from './group-pool.ts';
import { interpolationMatrix } from './interpolation.ts';
import { liftingConv } from './lifting-conv.ts';
import { sequential } from './sequential.ts';

beforeAll(() => startNodeBackend());

const C8 = cyclicGroup(8);
const noise = (shape: number[], seed = 1): Tensor4D => tf.heNormal(shape, 2, tf.random(seed)) as Tensor4D;

/** Moves every channel of square images, and the group axis of regular maps, by interpolation. */
function actByInterpolation(group: FiniteGroup, g: number, x: Tensor4D, overGroup: boolean): Tensor4D {
  const [batch, size, , width] = x.shape;
  const order = overGroup ? group.order : 1;
  const matrix = tf.tensor2d(interpolationMatrix(group, g, size), [size * size, size * size]);
  const moved = tf.einsum('pq,bqc->bpc', matrix, tf.reshape(x, [batch, size * size, width]));
  const poses = tf.reshape(moved, [batch, size, size, order, width / order]);
  const sources = Array.from({ length: order }, (_, h) =>
    overGroup ? group.product[group.inverse[g]][h] : 0,
  );
  return tf.reshape(tf.gather(poses, tf.tensor1d(sources, 'int32'), 3), [batch, size, size, width]);
}

/** Smooth images whose pattern stays inside a disc, so that turning them about the centre loses next to nothing. */
function blobs(size: number): Tensor4D {
  const random = tf.random(2);
  const centre = (size - 1) / 2;
  const spots = Array.from({ length: 5 }, () =>
    [0, 0, 1].map((scale) => (scale || size / 5) * random.normal()),
  );
  return tf.tensor4d(
    Array.from({ length: size * size }, (_, pixel) => {
      const [y, x] = [Math.floor(pixel / size) - centre, (pixel % size) - centre];
      return spots.reduce((sum, [a, b, h]) => sum + h * Math.exp(-((y - a) ** 2 + (x - b) ** 2) / 8), 0);
    }),
    [1, size, size, 1],
  );
}

describe('interpolationMatrix', () => {
  it('is the exact permutation where the group maps pixels to pixels', () => {
    const x = noise([1, 5, 5, 2]);
    D4.elements.forEach((_, g) => {
      const moved = actByInterpolation(D4, g, x, false);
      expect([...moved.dataSync()]).toEqual([...act(D4, g, { kind: 'image', channels: 2 }, x).dataSync()]);
    });
  });

  it('reads between pixels: at 45° the centre stays, and a corner is outside', () => {
    const matrix = interpolationMatrix(C8, 1, 3);
    const row = (pixel: number): number[] => [...matrix.subarray(9 * pixel, 9 * pixel + 9)];
    expect(row(4)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
    // Pixel (0, 0) is √2 from the centre; what comes there lay √2 away along an axis, beyond the last pixel.
    expect(row(0).reduce((a, b) => a + b)).toBeCloseTo(2 - Math.SQRT2, 6);
  });
});

describe('convolutions over C8 by interpolation', () => {
  const options = { out: 2, kernel: 5, interpolate: true, bias: false };
  const cases = [
    { layer: liftingConv(C8, { in: 1, ...options }), overGroup: false, width: 1 },
    { layer: groupConv(C8, { in: 2, ...options }), overGroup: true, width: 16 },
  ];

  it.each(cases)('$layer.name: exact at right angles, and only there', ({ layer, overGroup, width }) => {
    const parameters = layer.init(tf.random(1));
    const x = noise([1, 9, 9, width]);
    const y = layer.apply(parameters, x) as Tensor4D;
    const errors = C8.elements.map((_, g) =>
      relativeError(
        layer.apply(parameters, actByInterpolation(C8, g, x, overGroup)),
        actByInterpolation(C8, g, y, true),
      ),
    );
    for (const right of [0, 2, 4, 6]) expect(errors[right]).toBeLessThan(1e-5);
    for (const oblique of [1, 3, 5, 7]) expect(errors[oblique]).toBeGreaterThan(0.1);
  });

  it.each([
    ['smooth images', () => blobs(21), 0.15, 0.5],
    ['noise', () => noise([1, 15, 15, 1]), 0.5, 1.2],
  ])('at 45° random 5 × 5 filters are off by a good part of the output: on %s', (_, draw, least, most) => {
    const x = draw();
    const turned = actByInterpolation(C8, 1, x, false);
    const errors = [1, 2, 3, 4, 5].map((seed) => {
      const layer = liftingConv(C8, { in: 1, ...options, padding: 2 });
      const parameters = layer.init(tf.random(seed));
      const y = layer.apply(parameters, x) as Tensor4D;
      return relativeError(layer.apply(parameters, turned), actByInterpolation(C8, 1, y, true));
    });
    expect(Math.min(...errors)).toBeGreaterThan(least);
    expect(Math.max(...errors)).toBeLessThan(most);
  });

  it('say that they are not exact, alone and in a net', () => {
    const [{ layer }] = cases;
    expect(layer.group).toBeUndefined();
    expect(layer.symmetry).toMatchObject({ group: 'C8', exact: false });
    const net = sequential([layer, groupPool()]);
    expect(net.group).toBeUndefined();
    expect(net.symmetry).toEqual(layer.symmetry);
    expect(() => bitExact(layer)).toThrow('belongs to no group');
    expect(() => liftingConv(C8, { in: 1, out: 1, kernel: 3 })).toThrow('does not map pixels to pixels');
  });

  it('are the exact layers over C4 and D4, and then promise to be', () => {
    for (const group of [C4, D4]) {
      const exact = groupConv(group, { in: 2, out: 2, kernel: 3 });
      const layer = groupConv(group, { in: 2, out: 2, kernel: 3, interpolate: true });
      const parameters = exact.init(tf.random(1));
      const x = noise([1, 5, 5, 2 * group.order]);
      expect(relativeError(layer.apply(parameters, x), exact.apply(parameters, x))).toBeLessThan(1e-6);
      expect(layer.group).toBe(group);
    }
    expect(dihedralGroup(4).order).toBe(8);
  });

  it.each(cases)('$layer.name learns, and leaks nothing', ({ layer, width }) => {
    const x = noise([2, 9, 9, width]) as Tensor;
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });
});

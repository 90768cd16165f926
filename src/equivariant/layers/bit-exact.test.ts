import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Parameters, Tensor, Tensor4D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { act } from '../group/action.ts';
import { C4, cyclicGroup } from '../group/cyclic.ts';
import { D4, dihedralGroup } from '../group/dihedral.ts';
import { bitExact } from './bit-exact.ts';
import { conv } from './conv.ts';
import { dense } from './dense.ts';
import { image } from './feature-type.ts';
import { globalPool } from './global-pool.ts';
import { groupConv } from './group-conv.ts';
import { groupPool } from './group-pool.ts';
import type { Layer } from './layer.ts';
import { liftingConv } from './lifting-conv.ts';
import { relu } from './pointwise.ts';
import { sequential } from './sequential.ts';
import { avgPool, maxPool } from './spatial-pool.ts';
import { doublingChain, symmetricMean } from './symmetric-mean.ts';

const noise = (...shape: number[]): Tensor => tf.heNormal(shape, 2, tf.random(11));

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(() => startNodeBackend(backend));

  describe.each([C4, D4])('bitExact over $name', (group) => {
    const start = [liftingConv(group, { in: 1, out: 3, kernel: 5 }), relu()];
    const end = [groupConv(group, { in: 3, out: 5, kernel: 3 }), relu()];
    const nets: [string, Layer<readonly Parameters[]>][] = [
      [
        'maxima',
        sequential([...start, maxPool(2), ...end, groupPool(), globalPool('max'), dense({ in: 5, out: 4 })]),
      ],
      [
        'means',
        sequential([...start, avgPool(2), ...end, groupPool('mean'), globalPool(), dense({ in: 5, out: 4 })]),
      ],
      ['maps', sequential([...start, avgPool(2), ...end])],
    ];

    it.each(nets)(
      'net of %s: L(g x) = g L(x) in every bit, for every g; the plain net misses it by rounding',
      (_, net) => {
        const parameters = net.init(tf.random(1));
        const x = noise(4, 16, 16, 1);
        expect(equivarianceError(bitExact(net), parameters, x).perElement).toEqual(
          group.elements.map(() => 0),
        );
        expect(equivarianceError(net, parameters, x).max).toBeGreaterThan(0);
      },
    );

    it.each(nets)('net of %s: is the plain net, to rounding', (_, net) => {
      const parameters = net.init(tf.random(2));
      const x = noise(2, 16, 16, 1);
      const plain = net.apply(parameters, x);
      const error = tf.max(tf.abs(tf.sub(bitExact(net).apply(parameters, x), plain)));
      expect(tf.div(error, tf.max(tf.abs(plain))).dataSync()[0]).toBeLessThan(2e-6);
    });
  });
});

describe('symmetricMean', () => {
  beforeAll(() => startNodeBackend());

  it('of a map that does not commute is the Reynolds mean, which does', () => {
    const parameters = conv({ in: 1, out: 1, kernel: 3 }).init(tf.random(1));
    const map = (x: Tensor): Tensor => tf.conv2d(x as Tensor4D, parameters.filter as Tensor4D, 1, 0);
    const average = (x: Tensor): Tensor => symmetricMean(C4, image(1), image(1), map, x);
    const x = noise(1, 6, 6, 1);
    C4.elements.forEach((_, g) => {
      expect(average(act(C4, g, image(1), x)).dataSync()).toEqual(
        act(C4, g, image(1), average(x)).dataSync(),
      );
    });
    expect(map(act(C4, 1, image(1), x)).dataSync()).not.toEqual(act(C4, 1, image(1), map(x)).dataSync());
  });

  it.each([cyclicGroup(1), cyclicGroup(2), C4, dihedralGroup(1), dihedralGroup(2), D4])(
    '$name: each step of the chain doubles a subgroup, up to the whole group',
    (group) => {
      let subgroup = [0];
      for (const t of doublingChain(group)) {
        subgroup = [...subgroup, ...subgroup.map((k) => group.product[t][k])];
        const members = new Set(subgroup);
        expect(members.size).toBe(subgroup.length);
        expect(subgroup.every((g) => subgroup.every((h) => members.has(group.product[g][h])))).toBe(true);
      }
      expect(subgroup.length).toBe(group.order);
    },
  );
});

describe('bitExact', () => {
  it('refuses what promises no equivariance, and sizes that are not exact', () => {
    expect(() => bitExact(conv({ in: 1, out: 1, kernel: 3 }))).toThrow('belongs to no group');
    const layer = liftingConv(C4, { in: 1, out: 1, kernel: 3, stride: 2, inexact: true });
    expect(() => bitExact(layer).apply(layer.init(tf.random(1)), noise(1, 8, 8, 1))).toThrow(
      'not 0, so a rotation',
    );
  });
});

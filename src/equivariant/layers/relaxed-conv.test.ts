import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor2D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { D4 } from '../group/dihedral.ts';
import { groupConv } from './group-conv.ts';
import { liftingConv } from './lifting-conv.ts';
import { relaxedGroupConv, relaxedLiftingConv } from './relaxed-conv.ts';

beforeAll(() => startNodeBackend());

const noise = (shape: number[], seed = 1): Tensor => tf.heNormal(shape, 2, tf.random(seed));

describe.each([C4, D4])('relaxed convolutions over $name', (group) => {
  const forms = [
    { build: relaxedLiftingConv, strict: liftingConv, width: 2 },
    { build: relaxedGroupConv, strict: groupConv, width: 2 * group.order },
  ];

  it.each(forms)(
    '$build.name starts equivariant, with one filter as the strict layer',
    ({ build, strict, width }) => {
      const options = { in: 2, out: 3, kernel: 3 };
      const x = noise([2, 6, 6, width]);
      const three = build(group, { ...options, banks: 3 });
      expect(equivarianceError(three, three.init(tf.random(1)), x, group).max).toBeLessThan(1e-5);
      const one = build(group, options);
      const { filters } = one.init(tf.random(1));
      const weights = tf.fill([1, group.order], 1) as Tensor2D;
      const same = strict(group, options).apply({ filter: tf.squeeze(filters, [0]) }, x);
      expect(relativeError(one.apply({ filters, weights }, x), same)).toBeLessThan(1e-6);
    },
  );

  it.each(forms)(
    '$build.name with weights that differ over the group does not commute with it',
    ({ build, width }) => {
      const layer = build(group, { in: 2, out: 3, kernel: 3, banks: 2 });
      const x = noise([2, 6, 6, width]);
      const parameters = layer.init(tf.random(1));
      const weights = noise([2, group.order]) as Tensor2D;
      expect(equivarianceError(layer, { ...parameters, weights }, x, group).max).toBeGreaterThan(0.1);
      expect(layer.group).toBeUndefined();
      expect(layer.symmetry).toMatchObject({ group: group.name, exact: false });
    },
  );

  it.each(forms)('$build.name: y(g) = Σ_l w_l(g) y_l(g) of the strict layers', ({ build, strict, width }) => {
    const options = { in: 2, out: 3, kernel: 3, bias: false };
    const layer = build(group, { ...options, banks: 2 });
    const { filters } = layer.init(tf.random(1));
    const weights = noise([2, group.order]) as Tensor2D;
    const x = noise([2, 6, 6, width]);
    const [first, second] = tf.unstack(filters).map((filter) => strict(group, options).apply({ filter }, x));
    const repeated = tf.unstack(weights).map((w) => tf.reshape(tf.tile(tf.expandDims(w, 1), [1, 3]), [-1]));
    const expected = tf.add(tf.mul(first, repeated[0]), tf.mul(second, repeated[1]));
    expect(relativeError(layer.apply({ filters, weights }, x), expected)).toBeLessThan(1e-6);
  });

  it.each(forms.flatMap((form) => [1, 2].map((banks) => ({ ...form, banks }))))(
    '$build.name of $banks banks learns filters, weights and bias, and leaks nothing',
    ({ build, width, banks }) => {
      const layer = build(group, { in: 2, out: 2, kernel: 3, banks });
      const x = noise([2, 6, 6, width]);
      const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
      expect(after).toBeLessThan(before);
      expect(leaked).toBe(0);
    },
  );
});

it('refuses a number of filters that is none, and inputs of another type', () => {
  expect(() => relaxedLiftingConv(C4, { in: 1, out: 1, kernel: 3, banks: 0 })).toThrow('banks = 0');
  const layer = relaxedGroupConv(C4, { in: 2, out: 1, kernel: 3 });
  expect(() => layer.apply(layer.init(tf.random(1)), noise([1, 5, 5, 2]))).toThrow(
    'takes regular C4 × 2 channels, a tensor [B, H, W, 8], but got [1, 5, 5, 2]',
  );
});

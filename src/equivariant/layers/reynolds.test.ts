import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Parameters, Tensor } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { D4 } from '../group/dihedral.ts';
import { SO2 } from '../group/orthogonal.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { conv } from './conv.ts';
import { deepSets } from './deep-sets.ts';
import { dense } from './dense.ts';
import { set } from './feature-type.ts';
import { flatten } from './flatten.ts';
import type { Layer } from './layer.ts';
import { liftingConv } from './lifting-conv.ts';
import { tanh } from './pointwise.ts';
import { reynolds } from './reynolds.ts';
import { sequential } from './sequential.ts';

beforeAll(() => startNodeBackend());

const noise = (shape: number[], seed = 1): Tensor => tf.heNormal(shape, 2, tf.random(seed));
const cnn = () =>
  sequential([conv({ in: 1, out: 2, kernel: 2 }), tanh(), flatten(4), dense({ in: 32, out: 3 }), tanh()]);

/** A map of sets that treats each place in its own way: a dense layer over the row of elements. */
const ordered = (n: number, channels: number): Layer => {
  const inner = dense({ in: n * channels, out: n * channels });
  return {
    ...inner,
    name: 'ordered',
    inType: set(channels),
    outType: set(channels),
    init: (random) => inner.init(random),
    apply: (parameters: Parameters, x: Tensor) =>
      tf.reshape(inner.apply(parameters as never, tf.reshape(x, [-1, n * channels])), [-1, n, channels]),
  };
};

describe('the Reynolds operator', () => {
  it.each([C4, D4])(
    'makes a CNN invariant under $name: to within rounding, from an error of order 1',
    (group) => {
      const parameters = cnn().init(tf.random(1));
      const x = noise([2, 5, 5, 1]);
      expect(equivarianceError(cnn(), parameters, x, group).max).toBeGreaterThan(0.1);
      expect(equivarianceError(reynolds(group, cnn()), parameters, x).max).toBeLessThan(1e-5);
    },
  );

  it.each([C4, D4])('makes a convolution from images to images commute with $name', (group) => {
    const model = conv({ in: 1, out: 2, kernel: 3 });
    const parameters = model.init(tf.random(1));
    const x = noise([2, 6, 6, 1]);
    expect(equivarianceError(model, parameters, x, group).max).toBeGreaterThan(0.1);
    expect(equivarianceError(reynolds(group, model), parameters, x).max).toBeLessThan(1e-5);
  });

  it('makes any map of sets commute with S4, and keeps of a dense layer what a DeepSets layer has', () => {
    const S4 = symmetricGroup(4);
    const model = ordered(4, 1);
    const parameters = { weight: noise([4, 4]), bias: tf.zeros([4]) };
    const x = noise([3, 4, 1]);
    const averaged = reynolds(S4, model);
    expect(equivarianceError(averaged, parameters, x).max).toBeLessThan(1e-5);
    // The average of a matrix is its mean on the diagonal, and its mean off it.
    const W = parameters.weight.arraySync() as number[][];
    const diagonal = W.reduce((sum, row, i) => sum + row[i], 0) / 4;
    const off = (W.flat().reduce((a, b) => a + b) - 4 * diagonal) / 12;
    const layer = deepSets({ in: 1, out: 1, pool: 'sum' });
    const same = layer.apply(
      {
        gamma: { weight: tf.tensor2d([[diagonal - off]]), bias: tf.zeros([1]) },
        lambda: tf.tensor2d([[-off]]),
      },
      x,
    );
    expect(relativeError(averaged.apply(parameters, x), same)).toBeLessThan(1e-5);
  });

  it('leaves what is equivariant as it is: R² = R', () => {
    const layer = liftingConv(C4, { in: 1, out: 2, kernel: 3 });
    const parameters = layer.init(tf.random(1));
    const x = noise([2, 6, 6, 1]);
    expect(relativeError(reynolds(C4, layer).apply(parameters, x), layer.apply(parameters, x))).toBeLessThan(
      1e-5,
    );
  });

  it('over half of the group only is caught', () => {
    const C2 = { ...C4, name: 'half of C4', order: 2, list: () => [0, 2] };
    const parameters = cnn().init(tf.random(1));
    expect(equivarianceError(reynolds(C2, cnn()), parameters, noise([2, 5, 5, 1]), C4).max).toBeGreaterThan(
      0.1,
    );
  });

  it('is trained through, and leaks nothing', () => {
    const layer = reynolds(C4, cnn());
    const x = noise([2, 5, 5, 1]);
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('does not take on groups that it cannot finish', () => {
    expect(() => reynolds(SO2, cnn())).toThrow(
      'has Infinity of them; take a finite subgroup, or frameAveraging',
    );
    expect(() => reynolds(symmetricGroup(8), ordered(8, 1))).toThrow('has 40320 of them');
    const averaged = reynolds(C4, ordered(4, 1));
    expect(() => averaged.apply(averaged.init(tf.random(1)), noise([1, 4, 1]))).toThrow(
      'C4 does not permute the 4 elements of set × 1 channels; test with symmetricGroup(4)',
    );
  });
});

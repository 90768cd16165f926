import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor3D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { assertEquivariant, equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { D4 } from '../group/dihedral.ts';
import { directProduct } from '../group/direct-product.ts';
import { integersModulo } from '../group/integers.ts';
import { O3, SO3 } from '../group/orthogonal.ts';
import { symmetricGroup } from '../group/symmetric.ts';
import { tensorProduct, trivialRepresentation } from '../representation/combine.ts';
import { irreps } from '../representation/irrep-sum.ts';
import {
  permutationRepresentation,
  pixelRepresentation,
  regularRepresentation,
} from '../representation/permute.ts';
import type { Representation } from '../representation/representation.ts';
import { deepSets } from './deep-sets.ts';
import { equivariantLinear } from './equivariant-linear.ts';
import { widthOf } from './feature-type.ts';
import type { Layer } from './layer.ts';

beforeAll(() => startNodeBackend());

const noise = <T extends Tensor>(shape: number[], seed = 1): T => tf.heNormal(shape, 2, tf.random(seed)) as T;

const ring = regularRepresentation(integersModulo(6));
const p4 = permutationRepresentation(symmetricGroup(4));
const torus = regularRepresentation(directProduct(integersModulo(3), integersModulo(3)));
const PAIRS = [
  [ring, ring],
  [torus, torus],
  [p4, p4],
  [tensorProduct(p4, p4), p4],
  [regularRepresentation(D4), trivialRepresentation(D4)],
  [pixelRepresentation(C4, 3), regularRepresentation(C4)],
  [irreps(O3, '1x0e + 2x1o'), irreps(O3, '1x0e + 1x1o + 1x2e')],
  [irreps(SO3, '1x1 + 1x2'), irreps(SO3, '2x1')],
] as unknown as readonly (readonly [Representation, Representation])[];

describe('a layer whose weights are solved for', () => {
  it.each(PAIRS.map(([from, to]) => [from.group.name, from.name, to.name, from, to] as const))(
    '%s, %s → %s: it commutes, and with a weight of its own in one place it does not',
    (_group, _from, _to, from, to) => {
      const layer = equivariantLinear(from, to, { in: 2, out: 3 });
      const parameters = {
        ...layer.init(tf.random(2)),
        ...(layer.init(tf.random(2)).bias && { bias: noise<Tensor2D>(layer.init(tf.random(2)).bias!.shape) }),
      };
      const x = noise([4, from.dimension, 2]);
      expect(() => assertEquivariant(layer, parameters, x)).not.toThrow();
      const corner = tf.pad(tf.ones([1, 1, 1]), [
        [0, 0],
        [0, to.dimension - 1],
        [0, widthOf(layer.outType) - 1],
      ]);
      const twin: typeof layer = {
        ...layer,
        apply: (p, given) =>
          tf.add(
            layer.apply(p, given),
            tf.mul(corner, tf.slice(given, [0, from.dimension - 1, 0], [-1, 1, 1])),
          ),
      };
      // The number that is read must not be invariant, or the place where it is written must not.
      if (from.dimension > 1)
        expect(equivarianceError(twin, parameters, x, layer.group, { samples: 20 }).max).toBeGreaterThan(
          0.01,
        );
    },
  );

  it('Z/n: y is the circular convolution of x with the weights, as in the textbook', () => {
    const layer = equivariantLinear(ring, ring, { in: 1, out: 1 });
    const { weight, bias } = layer.init(tf.random(3));
    const [w, x] = [weight.dataSync(), noise([1, 6, 1])];
    const given = x.dataSync();
    const y = layer.apply({ weight, bias: tf.add(bias!, 0.5) }, x).dataSync();
    for (let i = 0; i < 6; i++) {
      // Weight k stands where column j = i + k.
      const sum = [0, 1, 2, 3, 4, 5].reduce((total, k) => total + w[k] * given[(i + k) % 6], 0.5);
      expect(y[i]).toBeCloseTo(sum, 5);
    }
  });

  it('Sₙ on ℝⁿ: it is a DeepSets layer, Γ = W₀ − W₁ and Λ = −n W₁', () => {
    const solved = equivariantLinear(p4, p4, { in: 2, out: 3 });
    const { weight, bias } = solved.init(tf.random(4));
    expect(weight.shape).toEqual([2, 2, 3]);
    expect(bias!.shape).toEqual([1, 3]);
    const [same, other] = tf.unstack(weight) as [Tensor2D, Tensor2D];
    const sets = deepSets({ in: 2, out: 3, pool: 'mean' });
    const x = noise<Tensor3D>([2, 4, 2]);
    const expected = sets
      .apply({ gamma: { weight: tf.sub(same, other), bias: tf.zeros([3]) }, lambda: tf.mul(other, -4) }, x)
      .dataSync();
    solved
      .apply({ weight, bias: bias! }, x)
      .dataSync()
      .forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('keeps variances, learns, and leaves no tensor behind', () => {
    const wide = equivariantLinear(p4, p4, { in: 32, out: 32 });
    const square = tf.mean(tf.square(wide.apply(wide.init(tf.random(1)), noise([64, 4, 32])))).dataSync()[0];
    expect(square).toBeCloseTo(1, 0); // 2 · 32² weights: off by some per cent
    const layer: Layer<never> = equivariantLinear(ring, ring, { in: 2, out: 2 }) as never;
    const x = noise([4, 6, 2]);
    const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
    expect(after).toBeLessThan(before);
    expect(leaked).toBe(0);
  });

  it('where only 0 commutes it is refused, and a wrong shape is told', () => {
    expect(() => equivariantLinear(irreps(SO3, '1x1'), irreps(SO3, '1x2'), { in: 1, out: 1 })).toThrow(
      'only 0 commutes with SO(3)',
    );
    const layer = equivariantLinear(p4, p4, { in: 2, out: 3 });
    expect(() => layer.apply(layer.init(tf.random(1)), tf.zeros([2, 5, 2]))).toThrow(
      '[B, …, 4, 2], but got [2, 5, 2]',
    );
  });
});

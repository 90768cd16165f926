import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Parameters, Tensor } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { assertEquivariant, equivarianceError } from '../equivariance-error.ts';
import { cyclicGroup } from '../group/cyclic.ts';
import { O2, O3, SO2, SO3 } from '../group/orthogonal.ts';
import { irreps, sumOfIrreps } from '../representation/irrep-sum.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { planeIrreps } from '../representation/plane-irreps.ts';
import { sphericalHarmonics } from '../representation/spherical-harmonics.ts';
import { learn } from '../../../test/laws/learns.ts';
import { clebschGordan } from './clebsch-gordan.ts';
import { array, widthOf } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { normGate } from './norm-gate.ts';
import { relu } from './pointwise.ts';
import { powerSpectrum } from './power-spectrum.ts';
import { sequential } from './sequential.ts';
import { sphericalEmbedding } from './spherical-embedding.ts';
import { steerableGate } from './steerable-gate.ts';
import { steerableLinear } from './steerable-linear.ts';
import { steerableProduct } from './steerable-product.ts';

beforeAll(() => startNodeBackend());

const noise = (shape: number[], seed = 1): Tensor => tf.heNormal(shape, 2, tf.random(seed));
const inputFor = (layer: Layer<never>): Tensor => noise([4, widthOf(layer.inType)]);
const draw = (layer: Layer<never>): never => layer.init(tf.random(2)) as never;

const o3 = irreps(O3, '4x0e + 1x0o + 2x1o + 3x1e + 1x2e + 1x3o');
const so3 = irreps(SO3, '3x0 + 2x1 + 2x2 + 1x3');
const so2 = irreps(SO2, '3x0 + 2x1 + 2x2');
const o2 = irreps(O2, '2x0+ + 1x0- + 2x1 + 1x3');
const c5 = sumOfIrreps(planeIrreps(cyclicGroup(5)).map((irrep) => ({ irrep, multiplicity: 2 })));
const gate = steerableGate(o3);
const gateOfNet = steerableGate(irreps(O3, '4x0e + 2x1o + 1x2e'));

const LAYERS = [
  steerableLinear(o3, irreps(O3, '2x1o + 3x0e + 1x3o'), { bias: true }),
  steerableLinear(so3, so3, { bias: true }),
  steerableLinear(so2, so2, { bias: true }),
  steerableLinear(o2, o2),
  steerableLinear(c5, c5),
  steerableProduct(
    irreps(O3, '2x0e + 2x1o'),
    irreps(O3, '1x0e + 1x1o + 1x2e'),
    irreps(O3, '2x0e + 2x1o + 1x1e + 1x3o'),
  ),
  steerableProduct(so3, irreps(SO3, '1x0 + 1x1'), so3),
  steerableProduct(so2, so2, irreps(SO2, '1x0 + 1x1 + 1x3')),
  steerableProduct(o2, o2, irreps(O2, '1x0+ + 1x0- + 2x2')),
  steerableProduct(c5, c5, c5),
  clebschGordan(irreps(O3, '2x0e + 1x1o'), irreps(O3, '1x1e + 2x2e')),
  clebschGordan(irreps(SO3, '1x3'), irreps(SO3, '1x2 + 1x1')),
  gate,
  steerableGate(so2),
  normGate().on(array(o3)),
  normGate().on(array(so2)),
  powerSpectrum().on(array(so3)),
  sphericalEmbedding(4),
  sphericalEmbedding(3, { normalize: false, normalisation: 'integral' }),
  sequential([
    sphericalEmbedding(3),
    steerableLinear(irreps(O3, '1x0e + 1x1o + 1x2e + 1x3o'), gate.before),
    gate,
    steerableLinear(o3, irreps(O3, '5x0e + 2x2e')),
    powerSpectrum(),
  ]),
] as unknown as readonly Layer<never>[];

describe('a steerable layer', () => {
  it.each(LAYERS.map((layer) => [layer.group?.name, layer.name, layer] as const))(
    '%s, %s: L(ρ_in(g) x) = ρ_out(g) L(x) for 100 random elements, to 1e-5 of the largest output',
    (_group, _name, layer) => {
      expect(() => assertEquivariant(layer, draw(layer), inputFor(layer))).not.toThrow();
    },
  );

  it.each(LAYERS.map((layer) => [layer.group?.name, layer.name, layer] as const))(
    '%s, %s: with a component of its input added to every output it is caught',
    (_group, _name, layer) => {
      const twin: Layer<never> = {
        ...layer,
        apply: (parameters, x) =>
          tf.add(layer.apply(parameters, x), tf.slice(x, [0, x.shape.at(-1)! - 1], [-1, 1])),
      };
      const { max } = equivarianceError(twin, draw(layer), inputFor(layer), layer.group, { samples: 5 });
      expect(max).toBeGreaterThan(0.01);
    },
  );

  it('of a cloud: any batch axes before the irreps', () => {
    const layer = steerableLinear(o3, o3);
    const parameters = layer.init(tf.random(1));
    const x = noise([2, 3, o3.dimension]);
    const y = layer.apply(parameters, x);
    expect(y.shape).toEqual([2, 3, o3.dimension]);
    expect(() => assertEquivariant(layer, parameters, x)).not.toThrow();
  });

  it('leaves no tensor behind but its result', () => {
    for (const layer of LAYERS) {
      const [parameters, x] = [draw(layer), inputFor(layer)];
      const before = tf.memory().numTensors;
      layer.apply(parameters, x).dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});

describe('how much a steerable layer can learn', () => {
  const count = (parameters: Parameters): number => {
    if (parameters instanceof tf.Tensor) return parameters.size;
    return Object.values(parameters).reduce((sum: number, part) => sum + count(part as Parameters), 0);
  };

  it('linear: Σ copies in × copies out for each irrep, twice for complex type', () => {
    expect(
      count(steerableLinear(irreps(O3, '4x0e + 2x1o'), irreps(O3, '3x0e + 2x1o')).init(tf.random(1))),
    ).toBe(16);
    expect(
      count(steerableLinear(irreps(SO2, '2x0 + 3x1'), irreps(SO2, '1x0 + 2x1')).init(tf.random(1))),
    ).toBe(2 + 12);
    expect(count(steerableLinear(irreps(O3, '2x1o'), irreps(O3, '2x1e')).init(tf.random(1)))).toBe(0);
  });

  it('keeps variances: numbers from N(0, 1) come out with mean square 1', () => {
    const meanSquare = (x: Tensor): number => tf.mean(tf.square(x)).dataSync()[0];
    const wide = irreps(O3, '64x0e + 64x1o');
    const linear = steerableLinear(wide, wide);
    // 256 outputs and 64² weights: off by a few per cent.
    expect(meanSquare(linear.apply(linear.init(tf.random(1)), noise([64, 256])))).toBeCloseTo(1, 0);
    const product = steerableProduct(
      irreps(O3, '16x0e + 16x1o'),
      irreps(O3, '1x0e + 1x1o'),
      irreps(O3, '16x0e + 16x1o'),
    );
    expect(meanSquare(product.apply(product.init(tf.random(1)), noise([256, 68])))).toBeCloseTo(1, 0);
  });

  it('Clebsch–Gordan keeps lengths: |x ⊗ y| = |x| |y|', () => {
    const layer = clebschGordan(irreps(O3, '2x0e + 1x1o + 1x2e'), irreps(O3, '1x1e + 2x2e'));
    const x = noise([3, 10 + 13]);
    const norms = (t: Tensor): number[] => [...tf.sqrt(tf.sum(tf.square(t), -1)).dataSync()];
    const [a, b] = tf.split(x, [10, 13], -1);
    const [lengthsA, lengthsB] = [norms(a), norms(b)];
    norms(layer.apply([], x)).forEach((length, i) =>
      expect(length).toBeCloseTo(lengthsA[i] * lengthsB[i], 4),
    );
    expect(widthOf(layer.outType)).toBe(130);
  });
});

describe('training', () => {
  it.each([
    ['a linear layer of SO(2)', steerableLinear(so2, so2, { bias: true }), so2.dimension],
    ['a product', steerableProduct(so2, so2, so2), 2 * so2.dimension],
    [
      'a net of O(3) with gates, down to invariants',
      sequential([
        sphericalEmbedding(2),
        steerableLinear(irreps(O3, '1x0e + 1x1o + 1x2e'), gateOfNet.before, { bias: true }),
        gateOfNet,
        steerableLinear(irreps(O3, '4x0e + 2x1o + 1x2e'), irreps(O3, '2x0e + 2x1o')),
        powerSpectrum(),
      ]),
      3,
    ],
  ] as unknown as readonly [string, Layer<never>, number][])(
    '%s learns, and leaves no tensor behind',
    (_, layer, width) => {
      const x = noise([8, width]);
      const { before, after, leaked } = learn(layer.init as (random: tf.Random) => Parameters, (parameters) =>
        layer.apply(parameters as never, x),
      );
      expect(after).toBeLessThan(before);
      expect(leaked).toBe(0);
    },
  );
});

describe('the spherical embedding', () => {
  it('agrees with the harmonics in float64, and gives no NaN at 0, nor in its gradient', () => {
    const layer = sphericalEmbedding(4);
    const x = noise([3, 3]);
    const rows = x.arraySync() as [number, number, number][];
    const expected = rows.flatMap((row) => sphericalHarmonics(4, row));
    layer
      .apply([], x)
      .dataSync()
      .forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5));
    const sum = (v: Tensor): tf.Scalar => tf.sum(layer.apply([], v));
    const zero = tf.zeros([1, 3]);
    expect([...layer.apply([], zero).dataSync()].every(Number.isFinite)).toBe(true);
    expect([...tf.grad(sum)(zero).dataSync()].every(Number.isFinite)).toBe(true);
  });

  it('the power spectrum of the harmonics of a direction is 1, 3, 5, 7: every direction looks the same', () => {
    const layer = sequential([sphericalEmbedding(3), powerSpectrum()]);
    const powers = layer.apply([[], []], noise([2, 3])).dataSync();
    [1, 3, 5, 7, 1, 3, 5, 7].forEach((power, i) => expect(powers[i]).toBeCloseTo(power, 4));
  });
});

describe('mistakes are told', () => {
  it.each([
    [() => irreps(O3, '4x0e + 2x1'), '"2x1" in "4x0e + 2x1" is no irrep of O(3); write, say, "4x0e + 2x1o"'],
    [() => irreps(SO2, '0x1'), '0 copies of irrep 1'],
    [() => irreps(SO2 as never, 'x'), '"x" in "x" is no irrep of SO(2)'],
    [() => steerableLinear(o3, so3), 'belongs to O(3) and'],
    [
      () => steerableProduct(irreps(O3, '1o'), irreps(O3, '1o'), irreps(O3, '1o')),
      'no product gives irrep 1o',
    ],
    [() => clebschGordan(so2, so2), 'clebschGordan is for SO(3) and O(3), not SO(2)'],
    [() => steerableGate(irreps(O3, '1o + 0e')), 'trivial irreps first'],
    [() => normGate().on({ kind: 'vector', size: 3 }), 'normGate needs a sum of irreps, but got vector of 3'],
    [() => relu().on(array(o3)), 'relu does not commute'],
    [() => steerableLinear(o3, o3).apply({ weights: [], biases: [] }, tf.zeros([2, 3])), 'but got [2, 3]'],
  ])('%#', (make, message) => {
    expect(make).toThrow(message);
  });

  it('"1o", "1x1o" and "0+ + 2x1" are read as they are meant', () => {
    expect(irreps(O3, '1o').name).toBe('1x1o');
    expect(irreps(O3, '4x0e+2x1o').name).toBe('4x0e + 2x1o');
    expect((irreps(O2, '0+ + 1x0- + 2x1') as IrrepSum).parts.map(({ multiplicity }) => multiplicity)).toEqual(
      [1, 1, 2],
    );
  });
});

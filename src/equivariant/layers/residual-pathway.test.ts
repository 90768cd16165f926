import { beforeAll, expect, it } from 'vitest';
import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import { learn } from '../../../test/laws/learns.ts';
import { relativeError } from '../../../test/laws/relative-error.ts';
import { equivarianceError } from '../equivariance-error.ts';
import { C4 } from '../group/cyclic.ts';
import { conv } from './conv.ts';
import { denseImage } from './dense-image.ts';
import { groupPool } from './group-pool.ts';
import { liftingConv } from './lifting-conv.ts';
import { pathwayPenalty, residualPathway } from './residual-pathway.ts';
import { sequential } from './sequential.ts';

beforeAll(() => startNodeBackend());

const noise = (shape: number[]): Tensor => tf.heNormal(shape, 2, tf.random(1));
const turning = () => sequential([liftingConv(C4, { in: 1, out: 2, kernel: 3, padding: 1 }), groupPool()]);
const free = () => denseImage({ height: 5, width: 5, in: 1, out: 2 });

it('y = E(x) + R(x): as equivariant as R is small', () => {
  const layer = residualPathway(turning(), free());
  const parameters = layer.init(tf.random(1));
  const x = noise([2, 5, 5, 1]);
  const { equivariant, residual } = parameters;
  const sum = tf.add(turning().apply(equivariant, x), free().apply(residual, x));
  expect(relativeError(layer.apply(parameters, x), sum)).toBe(0);
  const errorAt = (scale: number): number => {
    const scaled = tf.mapParameters(residual, (tensor) => tf.mul(tensor, scale));
    return equivarianceError(layer, { equivariant, residual: scaled }, x, C4).max;
  };
  expect(errorAt(0)).toBeLessThan(1e-5);
  expect(errorAt(1)).toBeGreaterThan(0.1);
  expect(errorAt(0.01)).toBeLessThan(errorAt(1) / 10);
  expect(layer.group).toBeUndefined();
  expect(layer.symmetry).toMatchObject({ group: 'C4', exact: false });
});

it('denseImage is y = xW + b on the row of pixels, and refuses another size', () => {
  const layer = denseImage({ height: 1, width: 2, in: 1, out: 1 });
  const parameters = { weight: tf.tensor2d([1, 2, 3, 4], [2, 2]), bias: tf.tensor1d([10, 20]) };
  expect([...layer.apply(parameters, tf.tensor4d([1, 1], [1, 1, 2, 1])).dataSync()]).toEqual([14, 26]);
  expect(() => layer.apply(parameters, noise([1, 2, 1, 1]))).toThrow('build it with height: 2 and width: 1');
});

it('pathwayPenalty is Σ‖θ_E‖²/(2σ_E²) + Σ‖θ_R‖²/(2σ_R²)', () => {
  const parameters = { equivariant: [tf.tensor1d([1, 2])], residual: { weight: tf.tensor1d([3]) } };
  expect(pathwayPenalty(parameters, { equivariant: 1, residual: 0.5 }).dataSync()[0]).toBeCloseTo(2.5 + 9, 5);
  expect(() => pathwayPenalty(parameters, { residual: 0 })).toThrow('The variance of the residual path is 0');
});

it('learns on both paths, and leaks nothing', () => {
  const layer = residualPathway(turning(), free());
  const x = noise([2, 5, 5, 1]);
  const { before, after, leaked } = learn(layer.init, (parameters) => layer.apply(parameters, x));
  expect(after).toBeLessThan(before);
  expect(leaked).toBe(0);
});

it('paths that do not meet are refused', () => {
  expect(() => residualPathway(turning(), conv({ in: 1, out: 3, kernel: 3 }))).toThrow(
    'outTypes are image × 2 channels and image × 3 channels; make them the same',
  );
});

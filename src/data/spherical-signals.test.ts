import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { sphericalHarmonics } from '../equivariant/representation/spherical-harmonics.ts';
import { sphereGrid } from './sphere-grid.ts';
import { drawSphericalSignals } from './spherical-signals.ts';

beforeAll(() => startNodeBackend());

describe('drawSphericalSignals', () => {
  /** ∫ f Y_lm for all degrees up to 7, on a grid of 8 rings. */
  const coefficients = (values: ArrayLike<number>): number[] => {
    const { directions, weights } = sphereGrid(8);
    return directions.reduce<number[]>(
      (sums, direction, i) =>
        sphericalHarmonics(7, direction, 'integral').map(
          (y, lm) => (sums[lm] ?? 0) + weights[i] * values[i] * y,
        ),
      [],
    );
  };
  const spectrum = (values: ArrayLike<number>): number[] => {
    const lm = coefficients(values);
    return Array.from({ length: 8 }, (_, l) =>
      lm.slice(l * l, (l + 1) * (l + 1)).reduce((sum, c) => sum + c * c, 0),
    );
  };

  it('have no harmonics above their degree', () => {
    const { values } = drawSphericalSignals({ count: 3, degree: 5 }, tf.random(1));
    for (const signal of values.arraySync()) {
      const power = spectrum(signal);
      expect(power[6] + power[7]).toBeLessThan(1e-12);
      expect(power[5]).toBeGreaterThan(1e-9);
    }
  });

  it('of one class have one power spectrum however turned, of different classes different ones', () => {
    const one = (constellation: 'poles' | 'corner' | 'triangle', seed: number): number[] => {
      const { values } = drawSphericalSignals({ count: 1, constellations: [constellation] }, tf.random(seed));
      return spectrum(values.dataSync());
    };
    const apart = (a: number[], b: number[]): number =>
      Math.max(...a.map((value, l) => Math.abs(value - b[l]))) / a[0];
    expect(apart(one('poles', 1), one('poles', 2))).toBeLessThan(1e-5);
    expect(apart(one('poles', 1), one('corner', 1))).toBeGreaterThan(0.05);
    expect(apart(one('poles', 1), one('triangle', 1))).toBeGreaterThan(0.05);
  });
});

import { describe, expect, it } from 'vitest';
import { sphericalHarmonics } from '../equivariant/representation/spherical-harmonics.ts';
import { sphereGrid } from './sphere-grid.ts';

describe('sphereGrid', () => {
  /** Σ wᵢ Y(uᵢ)ₐ Y(uᵢ)_b over harmonics up to a degree. */
  const overlaps = (rings: number, degree: number): number[][] => {
    const { directions, weights } = sphereGrid(rings);
    const rows = directions.map((direction) => sphericalHarmonics(degree, direction, 'integral'));
    return rows[0].map((_, a) =>
      rows[0].map((__, b) => rows.reduce((sum, row, i) => sum + weights[i] * row[a] * row[b], 0)),
    );
  };
  const distance = (matrix: number[][]): number =>
    Math.max(...matrix.flatMap((row, a) => row.map((value, b) => Math.abs(value - Number(a === b)))));

  it('∫ Y_lm Y_l′m′ = δ exactly for l + l′ ≤ 2·rings − 1, and not beyond', () => {
    expect(distance(overlaps(5, 4))).toBeLessThan(1e-12);
    expect(distance(overlaps(5, 5))).toBeGreaterThan(0.1);
  });

  it('its directions are unit vectors, its weights add up to 4π', () => {
    const { directions, weights } = sphereGrid(6);
    expect(directions).toHaveLength(72);
    for (const [x, y, z] of directions) expect(x * x + y * y + z * z).toBeCloseTo(1, 14);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(4 * Math.PI, 12);
  });
});

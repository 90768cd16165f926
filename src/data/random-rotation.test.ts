import { expect, it } from 'vitest';
import { random } from '#tensor';
import { drawRotation, rotate } from './random-rotation.ts';

const rotations = Array.from({ length: 4000 }, (_, i) => drawRotation(random(1).fork(`${i}`)));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

it('Rᵀ R = 1 and det R = 1', () => {
  for (const [a, b, c] of rotations.slice(0, 100)) {
    const dot = (u: readonly number[], v: readonly number[]): number =>
      u.reduce((sum, x, i) => sum + x * v[i], 0);
    for (const row of [a, b, c]) expect(dot(row, row)).toBeCloseTo(1, 12);
    expect([dot(a, b), dot(b, c), dot(a, c)].every((value) => Math.abs(value) < 1e-12)).toBe(true);
    const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    expect(dot(cross, c)).toBeCloseTo(1, 12);
  }
});

it("is Haar's: ∫ tr R = 0, ∫ (tr R)² = 1, ∫ (Re₁)₂² = 1/3, to within four standard errors", () => {
  const traces = rotations.map((r) => r[0][0] + r[1][1] + r[2][2]);
  expect(Math.abs(mean(traces))).toBeLessThan(4 / Math.sqrt(4000)); // the variance of the trace is 1
  expect(Math.abs(mean(traces.map((t) => t * t)) - 1)).toBeLessThan((4 * Math.sqrt(2)) / Math.sqrt(4000)); // of its square, 2
  expect(Math.abs(mean(rotations.map((r) => rotate(r, [1, 0, 0])[1] ** 2)) - 1 / 3)).toBeLessThan(
    (4 * 0.3) / Math.sqrt(4000),
  );
  // Turns by a uniform angle about a random axis are not: ∫ tr = 1 there.
  const uniformAngles = Array.from({ length: 4000 }, (_, i) => 1 + 2 * Math.cos((2 * Math.PI * i) / 4000));
  expect(mean(uniformAngles)).toBeGreaterThan(0.9);
});

import { turn } from '#tensor';
import { assertCounts } from './count.ts';

/** Directions on the unit sphere with weights, for sums that are integrals: ∫ f = Σ wᵢ f(uᵢ). */
export interface SphereGrid {
  /** Unit vectors (x, y, z), the polar axis y; ring by ring from the pole y = 1, each from z towards x. */
  readonly directions: readonly (readonly [number, number, number])[];
  /** Areas that add up to 4π. */
  readonly weights: readonly number[];
}

/**
 * A grid on the sphere that integrates spherical harmonics up to degree 2·rings − 1 exactly.
 *
 * `rings` Gauss–Legendre latitudes times 2·rings equal steps of longitude. + − × ÷ √ alone: the same bits in every engine.
 *
 * @example
 * ```ts
 * import { sphereGrid } from '#data';
 *
 * const { directions, weights } = sphereGrid(4);
 * // ∫ y² over the sphere is 4π/3, and the sum gives it.
 * [directions.reduce((sum, [, y], i) => sum + weights[i] * y * y, 0), (4 * Math.PI) / 3];
 * ```
 */
export function sphereGrid(rings: number): SphereGrid {
  assertCounts({ rings });
  const steps = 2 * rings;
  const directions: [number, number, number][] = [];
  const weights: number[] = [];
  for (const { node, weight } of gaussLegendre(rings)) {
    const radius = Math.sqrt(1 - node * node);
    for (let step = 0; step < steps; step++) {
      const { cos, sin } = turn((360 * step) / steps);
      directions.push([radius * sin, node, radius * cos]);
      weights.push((weight * 2 * Math.PI) / steps);
    }
  }
  return { directions, weights };
}

/** Zeros of the Legendre polynomial Pₙ, from 1 down to −1, and the weights of Gauss's quadrature on [−1, 1]. */
function gaussLegendre(n: number): { node: number; weight: number }[] {
  return Array.from({ length: n }, (_, i) => {
    let node = turn((180 * (i + 0.75)) / (n + 0.5)).cos; // Tricomi's approximation
    for (let round = 0; round < 8; round++) {
      const { value, slope } = legendre(n, node);
      node -= value / slope;
    }
    const { slope } = legendre(n, node);
    return { node, weight: 2 / ((1 - node * node) * slope * slope) };
  });
}

/** Pₙ(x) and Pₙ'(x), |x| < 1, by the recursion (k + 1)P_{k+1} = (2k + 1)x P_k − k P_{k−1}. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x];
  for (let k = 1; k < n; k++) [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
  return { value, slope: (n * (before - x * value)) / (1 - x * x) };
}

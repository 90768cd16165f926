import * as tf from '#tensor';
import type { Random, Tensor2D } from '#tensor';
import { assertCounts } from './count.ts';
import { oneHot } from './one-hot.ts';
import { drawRotation, rotate } from './random-rotation.ts';
import { sphereGrid } from './sphere-grid.ts';

type Direction = readonly [number, number, number];

const THIRD = 1 / Math.sqrt(3);
const CONSTELLATIONS = {
  /** Two opposite bumps. */
  poles: [
    [0, 1, 0],
    [0, -1, 0],
  ],
  /** Two bumps a right angle apart. */
  corner: [
    [0, 1, 0],
    [1, 0, 0],
  ],
  /** Three bumps on a great circle, 120° apart. */
  triangle: [
    [0, 1, 0],
    [Math.sqrt(0.75), -0.5, 0],
    [-Math.sqrt(0.75), -0.5, 0],
  ],
  /** Four bumps, at the corners of a regular tetrahedron. */
  tetrahedron: [
    [THIRD, THIRD, THIRD],
    [THIRD, -THIRD, -THIRD],
    [-THIRD, THIRD, -THIRD],
    [-THIRD, -THIRD, THIRD],
  ],
} as const satisfies Record<string, readonly Direction[]>;

/** How bumps may stand on the sphere. */
export type Constellation = keyof typeof CONSTELLATIONS;

/** Options of `drawSphericalSignals`. */
export interface SphericalSignalOptions {
  /** Signals. */
  readonly count: number;
  /** Rings of the grid (see `sphereGrid`): 2·rings² directions. Default 8. */
  readonly rings?: number;
  /** Classes, in the order of the labels. Default: all four. */
  readonly constellations?: readonly Constellation[];
  /** Degree of the bumps: the signals have no harmonics above it. Default 6. */
  readonly degree?: number;
  /** Turns each signal by a Haar-random rotation. Default true. */
  readonly turned?: boolean;
}

/** Labelled signals on the sphere; whoever drew them disposes them. */
export type SphericalSignals = {
  /** Values at the directions of `sphereGrid(rings)`, [count, 2·rings²]. */
  readonly values: Tensor2D;
  /** One-hot, [count, constellations] */
  readonly labels: Tensor2D;
};

/**
 * Draws signals on the sphere: bumps that stand in one of a few constellations, turned at random.
 *
 * f(u) = Σ_k ((1 + u·m_k)/2)^degree / bumps
 *
 * A bump is a polynomial in u·m, so exactly band-limited, and of the same size in every class: what tells the classes
 * apart is the angles. Synthetic; spherical MNIST (Cohen et al. 2018, arXiv:1801.10130) is the model.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawSphericalSignals } from '#data';
 *
 * const signals = drawSphericalSignals({ count: 4 }, random(seed));
 * ({ values: signals.values.shape, labels: signals.labels.shape });
 * ```
 */
export function drawSphericalSignals(options: SphericalSignalOptions, random: Random): SphericalSignals {
  const { count, rings = 8, degree = 6, turned = true } = options;
  const { constellations = Object.keys(CONSTELLATIONS) as Constellation[] } = options;
  assertCounts({ count, degree, 'the number of constellations': constellations.length });
  const { directions } = sphereGrid(rings);
  const labels: number[] = [];
  const signals = Array.from({ length: count }, (_, signal) => {
    const draws = random.fork(`signal ${signal}`);
    const label = draws.integer(0, constellations.length);
    labels.push(label);
    const rotation = drawRotation(draws.fork('rotation'));
    const bumps: readonly Direction[] = CONSTELLATIONS[constellations[label]];
    const placed = turned ? bumps.map((bump) => rotate(rotation, bump)) : bumps;
    return directions.map(
      ([x, y, z]) =>
        placed.reduce((sum, m) => sum + power((1 + x * m[0] + y * m[1] + z * m[2]) / 2, degree), 0) /
        placed.length,
    );
  });
  return {
    values: tf.tensor2d(signals.flat(), [count, directions.length]),
    labels: oneHot(labels, constellations.length),
  };
}

/** xⁿ by repeated multiplication: ** differs between engines. */
function power(x: number, n: number): number {
  let product = 1;
  for (let k = 0; k < n; k++) product *= x;
  return product;
}

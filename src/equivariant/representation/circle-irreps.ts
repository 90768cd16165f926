/** The real irreps of SO(2) and O(2): what rotations do to cos kφ and sin kφ. */
import { O2, SO2 } from '../group/orthogonal.ts';
import { matrixOf } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { complexType, QUARTER_TURN, realType } from './irrep.ts';
import type { Irrep } from './irrep.ts';
import type { Representation } from './representation.ts';

/** The rotation by k times the angle: (cos θ + i sin θ)ᵏ by repeated products. */
function powerOfRotation([[cos], [sin]]: Matrix, k: number): Matrix {
  let [re, im] = [1, 0];
  for (let i = 0; i < k; i++) [re, im] = [re * cos - im * sin, re * sin + im * cos];
  return [
    [re, -im],
    [im, re],
  ];
}

function assertFrequency(k: number): void {
  if (!Number.isInteger(k) || k < 0) throw new Error(`Frequency ${k}: irreps have whole k ≥ 0.`);
}

const derivativeOf =
  (k: number) =>
  (tangent: Matrix): Matrix =>
    QUARTER_TURN.map((row) => row.map((entry) => entry * k * tangent[1][0] + 0));

/**
 * The irrep of SO(2) of frequency k: the rotation by kθ, of complex type; for k = 0 the trivial one.
 *
 * On the coefficients of cos kφ and sin kφ it is the rotation of a function, (g f)(φ) = f(φ − θ).
 *
 * @example
 * ```ts
 * import { circleIrrep } from '#equivariant';
 *
 * const quarter = [[0, -1], [1, 0]];
 * circleIrrep(2).matrix(quarter); // a half turn
 * ```
 */
export function circleIrrep(k: number): Irrep<Matrix> {
  assertFrequency(k);
  if (k === 0)
    return realType({
      name: '0',
      group: SO2,
      dimension: 1,
      permutes: true,
      matrix: () => [[1]],
      derivative: () => [[0]],
    });
  return complexType({
    name: String(k),
    group: SO2,
    dimension: 2,
    matrix: (g) => powerOfRotation(g, k),
    derivative: derivativeOf(k),
  });
}

/**
 * The irrep of O(2) of frequency k, of real type: the rotation by kθ, and diag(1, −1) for the reflection φ ↦ −φ.
 *
 * @param parity for k = 0: '+' is trivial, '−' is the determinant; without meaning for k > 0. Default '+'
 *
 * @example
 * ```ts
 * import { O2, reflectedCircleIrrep } from '#equivariant';
 *
 * const [reflection] = O2.components;
 * reflectedCircleIrrep(3).matrix(reflection);
 * ```
 */
export function reflectedCircleIrrep(k: number, parity: '+' | '-' = '+'): Irrep<Matrix> {
  assertFrequency(k);
  const reflects = ([[a, b], [c, d]]: Matrix): boolean => a * d - b * c < 0;
  const rho: Representation<Matrix> =
    k === 0
      ? {
          name: `0${parity}`,
          group: O2,
          dimension: 1,
          permutes: parity === '+',
          matrix: (g) => [[parity === '-' && reflects(g) ? -1 : 1]],
          derivative: () => [[0]],
        }
      : {
          name: String(k),
          group: O2,
          dimension: 2,
          // The first column of a reflection is that of the rotation R in R · diag(1, −1).
          matrix(g) {
            const turned = powerOfRotation(g, k);
            return reflects(g) ? matrixOf(2, 2, (i, j) => (j === 1 ? -1 : 1) * turned[i][j]) : turned;
          },
          derivative: derivativeOf(k),
        };
  return realType(rho);
}

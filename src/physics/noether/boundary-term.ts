import { onState } from '../euler-lagrange.ts';
import { compile } from '../expression/compile.ts';
import type { Expression, Scalar } from '../expression/expression.ts';
import { derivativeAlong, gradient } from '../expression/gradient.ts';
import { add, neg } from '../expression/operations.ts';
import { substitute } from '../expression/substitute.ts';
import type { Names } from '../expression/variables.ts';
import { defectOf, TOLERANCE } from './judge.ts';

// Nodes and weights of Gauss–Legendre quadrature with 8 points on [0, 1]: exact for polynomials up to degree 15.
// Abramowitz & Stegun, table 25.4, halved.
const NODES = [
  0.019855071751231856, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751, 0.5917173212478249,
  0.7627662049581645, 0.8983332387068134, 0.9801449282487682,
];
const WEIGHTS = [
  0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.18134189168918099, 0.18134189168918099,
  0.15685332293894363, 0.11119051722668724, 0.05061426814518813,
];

/** K(q, t). */
export type BoundaryTerm = (q: ArrayLike<number>, t: number) => number;

/**
 * The K(q, t) with dK/dt = the sum of some terms in (q, v, t), if there is one; K = 0 at the origin of q and t.
 *
 * A function F is a total derivative if and only if its Euler–Lagrange expression d/dt ∂F/∂v − ∂F/∂q vanishes for every
 * q, v and acceleration (Olver, Applications of Lie Groups to Differential Equations, thm. 4.7, doi:10.1007/978-1-4612-4350-2);
 * that is tried at random points. Then F = Σ ∂F/∂vᵢ vᵢ + F(q, 0, t), and K is the integral of these slopes along the
 * straight line from the origin, by 8-point Gauss quadrature: exact to rounding where they are polynomials up to degree
 * 15 along that line. A K that is singular at the origin has to be given with the transformation.
 */
export function findBoundaryTerm(
  terms: readonly Scalar[],
  { q, v, t, all }: Names,
  acceleration: readonly Expression[],
): { readonly defect: number; readonly K?: BoundaryTerm } {
  const n = q.length;
  const ddt = (formula: Scalar): Scalar =>
    derivativeAlong(formula, [...q, ...v, t], [...v, ...acceleration, 1]);
  const expressions = q.map((coordinate, i) =>
    terms.flatMap((term) => [ddt(gradient(term, [v[i]])[0]), neg(gradient(term, [coordinate])[0])]),
  );
  const defect = defectOf(expressions, [...all, ...acceleration]);
  if (defect > TOLERANCE) return { defect };

  const F = add(...terms);
  const still = new Map<Expression, Scalar>(v.map((rate) => [rate, 0]));
  const slopes = onState(compile(substitute([...gradient(F, v), F], still), all), n);
  const rest = new Float64Array(n);
  const point = new Float64Array(n);
  return {
    defect,
    K(at, time) {
      let K = 0;
      NODES.forEach((node, k) => {
        for (let i = 0; i < n; i++) point[i] = node * at[i];
        const slope = slopes(point, rest, node * time);
        let along = slope[n] * time;
        for (let i = 0; i < n; i++) along += slope[i] * at[i];
        K += WEIGHTS[k] * along;
      });
      return K;
    },
  };
}

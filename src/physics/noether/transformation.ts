import { Expression } from '../expression/expression.ts';
import type { Scalar } from '../expression/expression.ts';
import { gradient } from '../expression/gradient.ts';
import { substitute } from '../expression/substitute.ts';

/** δq: how each coordinate changes, per unit of the parameter, at (q, v, t). */
export type Variation = (q: readonly Scalar[], v: readonly Scalar[], t: Scalar) => readonly Scalar[];

/**
 * A one-parameter family of transformations, by its beginning: q → q + s δq, t → t + s δt.
 *
 * δq and δt may depend on the velocities; then the transformation has no meaning for points alone, but Noether's theorem
 * holds all the same (the Laplace–Runge–Lenz vector is a charge of such a one).
 */
export interface Transformation {
  readonly name: string;
  readonly δq: Variation;
  /** Default 0: time stays. */
  readonly δt?: (q: readonly Scalar[], v: readonly Scalar[], t: Scalar) => Scalar;
  /** The K of a quasi-symmetry, δL = dK/dt, where it is known; otherwise it is looked for. */
  readonly K?: (q: readonly Scalar[], v: readonly Scalar[], t: Scalar) => Scalar;
}

/** Where a point of space and time goes; what is left out stays. */
export interface Moved {
  readonly q?: readonly Scalar[];
  readonly t?: Scalar;
}

/**
 * A transformation by the whole family (s, q, t) ↦ (q′, t′), the identity at s = 0; its beginning is its derivative there.
 *
 * @example
 * ```ts
 * import { add, cos, kepler, mul, neg, noether, oneParameter, sin } from '#physics';
 *
 * const turning = oneParameter('turning', (s, [x, y]) => ({
 *   q: [add(mul(cos(s), x), neg(mul(sin(s), y))), add(mul(sin(s), x), mul(cos(s), y))],
 * }));
 * noether(kepler(), turning).kind;
 * ```
 */
export function oneParameter(
  name: string,
  move: (s: Scalar, q: readonly Scalar[], t: Scalar) => Moved,
): Transformation {
  const atIdentity = (s: Expression, moved: readonly Scalar[]): Scalar[] =>
    substitute(
      moved.map((component) => gradient(component, [s])[0]),
      new Map([[s, 0]]),
    );
  return {
    name,
    δq(q, _v, t) {
      const s = Expression.variable('s');
      return atIdentity(s, move(s, q, t).q ?? q);
    },
    δt(q, _v, t) {
      const s = Expression.variable('s');
      return atIdentity(s, [move(s, q, t).t ?? t])[0];
    },
  };
}

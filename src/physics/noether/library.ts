import { add, cos, exp, mul, neg, sin } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import type { System } from '../systems/system.ts';
import { oneParameter } from './transformation.ts';
import type { Transformation } from './transformation.ts';

/** Points x₁, y₁, x₂, y₂, … of a plane, each changed alike. */
function eachPoint(
  q: readonly Scalar[],
  change: (x: Scalar, y: Scalar) => readonly Scalar[],
  name: string,
): Scalar[] {
  if (q.length % 2 !== 0) {
    throw new RangeError(`${name} moves points of a plane, x₁, y₁, x₂, y₂, …; got ${q.length} coordinates.`);
  }
  return q.flatMap((x, i) => (i % 2 === 0 ? change(x, q[i + 1]) : []));
}

/**
 * Every point of the plane moves along (x, y): q → q + s (x, y). Its charge is the momentum along it.
 *
 * @example
 * ```ts
 * import { nBody, noether, shift } from '#physics';
 *
 * noether(nBody(), shift(1, 0)).kind; // so the momentum along x is conserved
 * ```
 */
export function shift(x: number, y: number): Transformation {
  const name = `shift along ${x === 0 ? 'y' : y === 0 ? 'x' : `(${x}, ${y})`}`;
  return oneParameter(name, (s, q) => ({
    q: eachPoint(q, (a, b) => [add(a, mul(x, s)), add(b, mul(y, s))], name),
  }));
}

/**
 * Everything happens later: t → t + s. Its charge is −(p·v − L), minus the energy.
 *
 * @example
 * ```ts
 * import { drivenOscillator, noether, pendulum, shiftInTime } from '#physics';
 *
 * [pendulum(), drivenOscillator({ damping: 0 })].map((system) => noether(system, shiftInTime).kind);
 * ```
 */
export const shiftInTime: Transformation = oneParameter('shift in time', (s, _q, t) => ({ t: add(t, s) }));

/**
 * Every point of the plane turns about the origin, counter-clockwise. Its charge is the angular momentum.
 *
 * @example
 * ```ts
 * import { anisotropicOscillator, isotropicOscillator, noether, rotation } from '#physics';
 *
 * [isotropicOscillator(), anisotropicOscillator()].map((system) => noether(system, rotation).kind);
 * ```
 */
export const rotation: Transformation = oneParameter('rotation', (s, q) => ({
  q: eachPoint(
    q,
    (x, y) => [add(mul(cos(s), x), neg(mul(sin(s), y))), add(mul(sin(s), x), mul(cos(s), y))],
    'rotation',
  ),
}));

/**
 * All coordinates grow alike, qᵢ → qᵢ + s: of angles, a rotation of everything; on a line, a shift.
 *
 * @example
 * ```ts
 * import { doublePendulum, noether, shiftOfAll } from '#physics';
 *
 * noether(doublePendulum(), shiftOfAll).kind; // gravity knows where down is
 * ```
 */
export const shiftOfAll: Transformation = oneParameter('shift of all coordinates', (s, q) => ({
  q: q.map((coordinate) => add(coordinate, s)),
}));

/**
 * Every point of the plane is seen from a frame that moves: q → q + s t (x, y). Its charge is p t − m q.
 *
 * @example
 * ```ts
 * import { boost, nBody, noether } from '#physics';
 *
 * noether(nBody(), boost(1, 0)).kind;
 * ```
 */
export function boost(x: number, y: number): Transformation {
  const name = `boost along ${x === 0 ? 'y' : y === 0 ? 'x' : `(${x}, ${y})`}`;
  return oneParameter(name, (s, q, t) => ({
    q: eachPoint(q, (a, b) => [add(a, mul(x, s, t)), add(b, mul(y, s, t))], name),
  }));
}

/**
 * Everything grows: q → eˢ q, t → eᶻˢ t with the exponent z (default 2, which leaves ∫ ½ m v² dt as it is).
 *
 * @example
 * ```ts
 * import { freeParticle, noether, scaling } from '#physics';
 *
 * noether(freeParticle(), scaling()).kind;
 * ```
 */
export function scaling(z = 2): Transformation {
  return oneParameter(z === 0 ? 'scaling' : `scaling, t with exponent ${z}`, (s, q, t) => ({
    q: q.map((x) => mul(exp(s), x)),
    t: mul(exp(mul(z, s)), t),
  }));
}

/**
 * The transformations that make sense for a system of the library, each with its usual name.
 *
 * @example
 * ```ts
 * import { kepler, transformationsOf } from '#physics';
 *
 * transformationsOf(kepler()).map(({ name }) => name);
 * ```
 */
export function transformationsOf({ space }: Pick<System, 'space'>): readonly Transformation[] {
  switch (space) {
    case 'plane':
      return [shift(1, 0), shift(0, 1), shiftInTime, rotation, boost(1, 0), scaling()];
    case 'angles':
      return [shiftInTime, { ...shiftOfAll, name: 'rotation' }, scaling()];
    case 'line':
      return [{ ...shiftOfAll, name: 'shift along x' }, shiftInTime, scaling()];
  }
}

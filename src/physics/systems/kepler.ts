import { cos, sin } from '../../elementary/index.ts';
import { add, div, dot, mul, norm, sub } from '../expression/operations.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Attraction {
  readonly mass?: number;
  /** Strength k of the potential −k/r. */
  readonly k?: number;
}

/**
 * Kepler's problem in its plane: L = ½ m |v|² + k/|q|. m = k = 1. Its closed form is for ellipses.
 *
 * @example
 * ```ts
 * import { kepler } from '#physics';
 *
 * const system = kepler();
 * [0, 5, 10].map((t) => system.exact?.(system.start, t).q ?? []);
 * ```
 */
export function kepler({ mass = 1, k = 1 }: Attraction = {}): System {
  checkPositive('kepler', { mass, k });
  return {
    name: 'Kepler',
    coordinates: ['x', 'y'],
    space: 'plane',
    lagrangian: (q, v) => add(mul(mass / 2, dot(v, v)), div(k, norm(q))),
    hamiltonian: (q, p) => sub(div(dot(p, p), 2 * mass), div(k, norm(q))),
    start: { q: [1, 0], v: [0, 1.2] },
    exact({ q, v, t: t0 = 0 }, t) {
      const μ = k / mass;
      const [x, y, vx, vy] = [q[0], q[1], v[0], v[1]];
      const r0 = Math.sqrt(x * x + y * y);
      const a = 1 / (2 / r0 - (vx * vx + vy * vy) / μ);
      if (!(a > 0)) throw new RangeError('kepler: the closed form is for ellipses, and this start escapes.');
      const n = Math.sqrt(μ / (a * a * a));
      const elapsed = (t - t0) % ((2 * Math.PI) / n);
      const σ = (x * vx + y * vy) / Math.sqrt(μ * a);
      const E = eccentricAnomaly(n * elapsed, 1 - r0 / a, σ);
      // Lagrange's f and g carry the start along the ellipse: q = f q₀ + g v₀.
      const [c, s] = [cos(E), sin(E)];
      const r = a * (1 - (1 - r0 / a) * c + σ * s);
      const [f, g] = [1 - (a / r0) * (1 - c), elapsed - (E - s) / n];
      const [fdot, gdot] = [(-Math.sqrt(μ * a) * s) / (r * r0), 1 - (a / r) * (1 - c)];
      return { q: [f * x + g * vx, f * y + g * vy], v: [fdot * x + gdot * vx, fdot * y + gdot * vy] };
    },
  };
}

/**
 * The period of an ellipse of half-axis a: T = 2π √(a³ m/k), Kepler's third law.
 *
 * @example
 * ```ts
 * import { keplerPeriod } from '#physics';
 *
 * [1, 4].map((halfAxis) => keplerPeriod(halfAxis)); // four times as far, eight times as long
 * ```
 */
export function keplerPeriod(halfAxis: number, { mass = 1, k = 1 }: Attraction = {}): number {
  checkPositive('keplerPeriod', { halfAxis, mass, k });
  return 2 * Math.PI * Math.sqrt((halfAxis * halfAxis * halfAxis * mass) / k);
}

/**
 * Solves Kepler's equation from any point of the ellipse, E − e₁ sin E + σ (1 − cos E) = M, by Newton's method.
 *
 * Source: Battin, An Introduction to the Mathematics and Methods of Astrodynamics (1999), eq. (4.43).
 */
function eccentricAnomaly(M: number, e1: number, σ: number): number {
  let E = M;
  for (let i = 0; i < 50; i++) {
    const [c, s] = [cos(E), sin(E)];
    const change = (M - (E - e1 * s + σ * (1 - c))) / (1 - e1 * c + σ * s);
    E += change;
    if (Math.abs(change) < 1e-15 * (1 + Math.abs(E))) break;
  }
  return E;
}

import { cos, sin } from '../../elementary/index.ts';
import { add, div, dot, mul, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Field {
  readonly mass?: number;
  readonly charge?: number;
  /** Strength B of the field, which stands on the plane. */
  readonly field?: number;
}

/**
 * A charge in a uniform magnetic field across its plane: L = ½ m |v|² + e v · A with A = ½ B (−y, x). m = e = B = 1.
 *
 * It goes round at the cyclotron frequency Ω = eB/m: v̇ = Ω (v_y, −v_x). L itself changes under a shift in space, by a
 * total derivative; the charge of the shift is not m v. Source: Landau & Lifshitz, The Classical Theory of Fields, §21.
 *
 * @example
 * ```ts
 * import { chargeInMagneticField, implicitMidpoint, integrate } from '#physics';
 *
 * const system = chargeInMagneticField();
 * const { q } = integrate(system, system.start, { method: implicitMidpoint, step: 0.05, steps: 120, every: 30 });
 * q.map((place) => Array.from(place));
 * ```
 */
export function chargeInMagneticField({ mass = 1, charge = 1, field = 1 }: Field = {}): System {
  checkPositive('chargeInMagneticField', { mass });
  const eB = charge * field;
  const potential = ([x, y]: readonly Scalar[]): Scalar[] => [mul(-eB / 2, y), mul(eB / 2, x)]; // e A
  return {
    name: 'charge in a magnetic field',
    coordinates: ['x', 'y'],
    space: 'plane',
    lagrangian: (q, v) => add(mul(mass / 2, dot(v, v)), dot(v, potential(q))),
    hamiltonian: (q, p) => {
      const kinetic = potential(q).map((eA, i) => sub(p[i], eA));
      return div(dot(kinetic, kinetic), 2 * mass);
    },
    start: { q: [1, 0], v: [0.3, -0.8] },
    exact({ q, v, t: t0 = 0 }, t) {
      const Ω = eB / mass;
      if (Ω === 0) return { q: [q[0] + v[0] * (t - t0), q[1] + v[1] * (t - t0)], v: [v[0], v[1]] };
      const [c, s] = [cos(Ω * (t - t0)), sin(Ω * (t - t0))];
      return {
        q: [q[0] + (v[0] * s + v[1] * (1 - c)) / Ω, q[1] + (v[1] * s - v[0] * (1 - c)) / Ω],
        v: [v[0] * c + v[1] * s, v[1] * c - v[0] * s],
      };
    },
  };
}

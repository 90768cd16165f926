import { dot, mul } from '../expression/operations.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

/**
 * A free particle in a plane: L = ½ m |v|². Mass m = 1.
 *
 * @example
 * ```ts
 * import { freeParticle, integrate, leapfrog } from '#physics';
 *
 * const system = freeParticle();
 * const { q } = integrate(system, system.start, { method: leapfrog, step: 1, steps: 3 });
 * q.map((place) => Array.from(place));
 * ```
 */
export function freeParticle({ mass = 1 }: { mass?: number } = {}): System {
  checkPositive('freeParticle', { mass });
  return {
    name: 'free particle',
    coordinates: ['x', 'y'],
    space: 'plane',
    lagrangian: (_q, v) => mul(mass / 2, dot(v, v)),
    hamiltonian: (_q, p) => mul(1 / (2 * mass), dot(p, p)),
    start: { q: [-1, 0.5], v: [0.6, 0.3] },
    exact({ q, v, t: t0 = 0 }, t) {
      return { q: [q[0] + v[0] * (t - t0), q[1] + v[1] * (t - t0)], v: [v[0], v[1]] };
    },
  };
}

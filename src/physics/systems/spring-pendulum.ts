import { add, div, dot, mul, norm, square, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Spring {
  readonly mass?: number;
  /** Spring constant k. */
  readonly k?: number;
  /** Length of the spring at rest. */
  readonly length?: number;
  /** 0 leaves a system that may be turned. */
  readonly gravity?: number;
}

/**
 * A weight on a spring in a vertical plane: L = ½ m |v|² − ½ k (|q| − l)² − m g y. m = l = g = 1, k = 10.
 *
 * @example
 * ```ts
 * import { energyOf, springPendulum } from '#physics';
 *
 * const system = springPendulum();
 * ({ coordinates: [...system.coordinates], energy: energyOf(system)(system.start) });
 * ```
 */
export function springPendulum({ mass = 1, k = 10, length = 1, gravity = 1 }: Spring = {}): System {
  checkPositive('springPendulum', { mass, k, length });
  const potential = (q: readonly Scalar[]): Scalar =>
    add(mul(k / 2, square(sub(norm(q), length))), mul(mass * gravity, q[1]));
  return {
    name: 'spring pendulum',
    coordinates: ['x', 'y'],
    space: 'plane',
    lagrangian: (q, v) => sub(mul(mass / 2, dot(v, v)), potential(q)),
    hamiltonian: (q, p) => add(div(dot(p, p), 2 * mass), potential(q)),
    start: { q: [1, -0.4], v: [0, 0] },
  };
}

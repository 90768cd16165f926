import { cos as cosOf } from '../../elementary/index.ts';
import { add, cos, div, mul, square, sub } from '../expression/operations.ts';
import { agm } from '../agm.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Rod {
  readonly mass?: number;
  readonly length?: number;
  readonly gravity?: number;
}

/**
 * A pendulum: L = ½ m l² ω² − m g l (1 − cos θ), θ = 0 hanging. m = l = g = 1.
 *
 * @example
 * ```ts
 * import { integrate, pendulum, yoshida4 } from '#physics';
 *
 * const { q } = integrate(pendulum(), { q: [0.1], v: [0] }, { method: yoshida4, step: Math.PI / 100, steps: 100, every: 100 });
 * q[1][0]; // a small swing is at its other end after half of 2π
 * ```
 */
export function pendulum({ mass = 1, length = 1, gravity = 1 }: Rod = {}): System {
  checkPositive('pendulum', { mass, length, gravity });
  const inertia = mass * length * length;
  const weight = mass * gravity * length;
  return {
    name: 'pendulum',
    coordinates: ['θ'],
    space: 'angles',
    lagrangian: ([θ], [ω]) => sub(mul(inertia / 2, square(ω)), mul(weight, sub(1, cos(θ)))),
    hamiltonian: ([θ], [p]) => add(div(square(p), 2 * inertia), mul(weight, sub(1, cos(θ)))),
    start: { q: [2], v: [0] },
  };
}

/**
 * The period of a pendulum of that amplitude (radians, below π): T = 4 √(l/g) K(sin ½θ₀) = 2π √(l/g) / agm(1, cos ½θ₀).
 *
 * Source: Landau & Lifshitz, Mechanics (3rd ed.), §11, problem 1; Abramowitz & Stegun 17.6.3.
 *
 * @example
 * ```ts
 * import { pendulumPeriod } from '#physics';
 *
 * [0.01, 1, 3].map((amplitude) => pendulumPeriod(amplitude)); // not isochronous
 * ```
 */
export function pendulumPeriod(amplitude: number, { length = 1, gravity = 1 }: Rod = {}): number {
  checkPositive('pendulumPeriod', { length, gravity });
  if (!(Math.abs(amplitude) < Math.PI)) {
    throw new RangeError(`A pendulum swings with an amplitude below π; got ${amplitude} rad.`);
  }
  return (2 * Math.PI * Math.sqrt(length / gravity)) / agm(1, cosOf(amplitude / 2));
}

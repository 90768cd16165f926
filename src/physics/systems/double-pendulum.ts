import { add, cos, div, mul, sin, square, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Rods {
  readonly masses?: readonly [number, number];
  readonly lengths?: readonly [number, number];
  /** 0 leaves a system that may be turned as a whole. */
  readonly gravity?: number;
}

/**
 * A double pendulum, both angles from the vertical:
 * L = ½ (m₁+m₂) l₁² ω₁² + ½ m₂ l₂² ω₂² + m₂ l₁ l₂ ω₁ ω₂ cos(θ₁ − θ₂) + (m₁+m₂) g l₁ cos θ₁ + m₂ g l₂ cos θ₂.
 *
 * All parameters 1. The motion is chaotic at large angles. Source: Landau & Lifshitz, Mechanics (3rd ed.), §5, problem 1.
 *
 * @example
 * ```ts
 * import { doublePendulum, fourthOrderFor, integrate } from '#physics';
 *
 * const system = doublePendulum();
 * const { q } = integrate(system, system.start, { method: fourthOrderFor(system), step: 0.01, steps: 300, every: 100 });
 * q.map((angles) => Array.from(angles));
 * ```
 */
export function doublePendulum({ masses = [1, 1], lengths = [1, 1], gravity = 1 }: Rods = {}): System {
  const [m1, m2] = masses;
  const [l1, l2] = lengths;
  checkPositive('doublePendulum', { m1, m2, l1, l2 });
  if (!(gravity >= 0)) throw new RangeError(`doublePendulum: gravity must be at least 0; got ${gravity}.`);
  const [a, b, c] = [(m1 + m2) * l1 * l1, m2 * l2 * l2, m2 * l1 * l2];
  const potential = ([θ1, θ2]: readonly Scalar[]): Scalar =>
    mul(-gravity, add(mul((m1 + m2) * l1, cos(θ1)), mul(m2 * l2, cos(θ2))));
  return {
    name: 'double pendulum',
    coordinates: ['θ₁', 'θ₂'],
    space: 'angles',
    lagrangian: ([θ1, θ2], [ω1, ω2]) =>
      sub(
        add(mul(a / 2, square(ω1)), mul(b / 2, square(ω2)), mul(c, ω1, ω2, cos(sub(θ1, θ2)))),
        potential([θ1, θ2]),
      ),
    // ½ pᵀ M⁻¹ p with M = [[a, c cos], [c cos, b]], whose determinant is ab − c² + c² sin².
    hamiltonian: ([θ1, θ2], [p1, p2]) =>
      add(
        div(
          sub(add(mul(b, square(p1)), mul(a, square(p2))), mul(2 * c, p1, p2, cos(sub(θ1, θ2)))),
          mul(2, add(a * b - c * c, mul(c * c, square(sin(sub(θ1, θ2)))))),
        ),
        potential([θ1, θ2]),
      ),
    start: { q: [2, 2.5], v: [0, 0] },
  };
}

import { cos as cosOf, exp, sin as sinOf } from '../../elementary/index.ts';
import { add, cos, div, mul, square, sub } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { checkPositive } from './system.ts';
import type { System } from './system.ts';

interface Drive {
  readonly mass?: number;
  /** Spring constant k. */
  readonly k?: number;
  /** Friction coefficient c of the force −c v. */
  readonly damping?: number;
  /** Amplitude F of the force F cos ωt. */
  readonly force?: number;
  /** Its angular frequency ω. */
  readonly frequency?: number;
}

/**
 * A damped and driven oscillator on a line: L = ½ m v² − ½ k x² + F x cos ωt, with R = ½ c v².
 *
 * m = 1, k = 1, c = 0.1, F = 0.5, ω = 0.7; c and F may be 0. Its Hamiltonian is that of the motion without friction.
 * The closed form, a transient e^(−ct/2m) and a steady state, needs c² < 4 m k.
 * Source: Landau & Lifshitz, Mechanics (3rd ed.), §26.
 *
 * @example
 * ```ts
 * import { drivenOscillator, integrate, rk4 } from '#physics';
 *
 * const system = drivenOscillator();
 * const { t, q } = integrate(system, system.start, { method: rk4, step: 0.05, steps: 200, every: 200 });
 * ({ computed: q[1][0], exact: system.exact?.(system.start, t[1]).q[0] ?? null });
 * ```
 */
export function drivenOscillator({
  mass = 1,
  k = 1,
  damping = 0.1,
  force = 0.5,
  frequency = 0.7,
}: Drive = {}): System {
  checkPositive('drivenOscillator', { mass, k });
  if (!(damping >= 0 && damping * damping < 4 * mass * k)) {
    throw new RangeError(
      `drivenOscillator: 0 ≤ damping < 2√(m k) = ${2 * Math.sqrt(mass * k)}; got ${damping}.`,
    );
  }
  const potential = ([x]: readonly Scalar[], t: Scalar): Scalar =>
    sub(mul(k / 2, square(x)), mul(force, x, cos(mul(frequency, t))));
  const decay = damping / (2 * mass);
  const own = Math.sqrt(k / mass - decay * decay);
  // The steady state a cos ωt + b sin ωt solves (k − mω²) a + cω b = F, (k − mω²) b − cω a = 0.
  const stiffness = k - mass * frequency * frequency;
  const drag = damping * frequency;
  const size = stiffness * stiffness + drag * drag;
  const [a, b] = force === 0 ? [0, 0] : [(force * stiffness) / size, (force * drag) / size];
  const steady = (t: number): { at: number; rate: number } => {
    const [c, s] = [cosOf(frequency * t), sinOf(frequency * t)];
    return { at: a * c + b * s, rate: frequency * (b * c - a * s) };
  };
  return {
    name: 'damped and driven oscillator',
    coordinates: ['x'],
    space: 'line',
    lagrangian: (q, v, t) => sub(mul(mass / 2, square(v[0])), potential(q, t)),
    hamiltonian: (q, p, t) => add(div(square(p[0]), 2 * mass), potential(q, t)),
    dissipation: (_q, [v]) => mul(damping / 2, square(v)),
    start: { q: [1], v: [0] },
    exact({ q, v, t: t0 = 0 }, t) {
      const [before, now] = [steady(t0), steady(t)];
      const [x, rate] = [q[0] - before.at, v[0] - before.rate];
      const [c, s] = [cosOf(own * (t - t0)), sinOf(own * (t - t0))];
      const fade = exp(-decay * (t - t0));
      const slope = (rate + decay * x) / own;
      return {
        q: [now.at + fade * (x * c + slope * s)],
        v: [now.rate + fade * (rate * c - (own * x + decay * slope) * s)],
      };
    },
  };
}

import type { Random } from '#tensor';
import { equationsOf } from '../equations-of.ts';
import { fourthOrderFor } from '../integrators/fourth-order-for.ts';
import { integrate } from '../integrators/integrate.ts';
import type { HamiltonianSystem, LagrangianSystem, PhasePoint, State } from '../mechanics.ts';

/** Points of some motions, and how fast they move there: rows (q, p) and (q̇, ṗ), or (q, v) and (v, v̇), of 2n numbers. */
export interface Observations {
  readonly rows: number;
  readonly x: Float32Array; // [rows, 2n]
  readonly dx: Float32Array; // [rows, 2n]
}

export interface ObserveOptions {
  /** How many motions, each observed at `points` equally spaced times from its start to `duration` later. */
  readonly motions: number;
  readonly points: number;
  readonly duration: number;
  /** Draws where a motion starts. */
  readonly start: (random: Random) => State | PhasePoint;
  /** Whether rows are (q, p), for Hamiltonian networks, or (q, v), for Lagrangian ones. Default `momenta`. */
  readonly by?: 'momenta' | 'velocities';
  /** Standard deviation of what is added to every component of x (not of dx). Default 0. */
  readonly noise?: number;
  readonly random: Random;
}

/** Steps of the integrator between two observations: its error at fourth order is far below float32. */
const STEPS = 50;

/**
 * Observes motions of a system from random starts, as Greydanus et al. (2019, arXiv 1906.01563) make their data: the
 * states are noisy, the rates are not.
 *
 * The numbers depend on the arguments alone, and are the same in every engine. Throws where velocities are asked of a
 * system without a Lagrangian.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { pendulum } from '#physics';
 * import { observeMotions, startWithin } from '#physics/networks';
 *
 * const seen = observeMotions(pendulum(), {
 *   motions: 2,
 *   points: 5,
 *   duration: 3,
 *   start: startWithin(1, 0.5, 1),
 *   random: random(seed),
 * });
 * ({ rows: seen.rows, first: Array.from(seen.x.slice(0, 2)) });
 * ```
 */
export function observeMotions(
  system: LagrangianSystem | HamiltonianSystem,
  { motions, points, duration, start, by = 'momenta', noise = 0, random }: ObserveOptions,
): Observations {
  const { degrees: n, velocity, force, lagrangian } = equationsOf(system);
  if (by === 'velocities' && !lagrangian) {
    throw new Error('observeMotions: a system with a Hamiltonian alone is observed by its momenta.');
  }
  const method = fourthOrderFor(system);
  const rows = motions * points;
  const [x, dx] = [new Float32Array(rows * 2 * n), new Float32Array(rows * 2 * n)];
  for (let motion = 0; motion < motions; motion++) {
    const draw = random.fork(`motion ${motion}`);
    const steps = (points - 1) * STEPS;
    const { t, q, p, v } = integrate(system, start(draw), {
      method,
      step: duration / steps,
      steps,
      every: STEPS,
    });
    t.forEach((time, i) => {
      const row = (motion * points + i) * 2 * n;
      const second = by === 'momenta' ? p[i] : v[i];
      [...q[i], ...second].forEach((value, k) => (x[row + k] = value + noise * draw.normal()));
      dx.set(by === 'momenta' ? velocity(q[i], p[i], time) : v[i], row);
      dx.set(
        lagrangian && by === 'velocities'
          ? lagrangian.acceleration(q[i], v[i], time)
          : force(q[i], p[i], time),
        row + n,
      );
    });
  }
  return { rows, x, dx };
}

/**
 * Draws starts of `degrees` degrees of freedom whose |(q, p)| is uniform between `low` and `high`, in the direction of a
 * uniform point of the cube [−1, 1]²ⁿ: how Greydanus et al. start the pendulum (1.3 to 2.3) and the spring (0.1 to 1).
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { startWithin } from '#physics/networks';
 *
 * const { q, p } = startWithin(1, 1, 1)(random(seed));
 * [q[0], p[0]].reduce((sum, part) => sum + part * part, 0); // on the unit circle
 * ```
 */
export function startWithin(degrees: number, low: number, high: number): (random: Random) => PhasePoint {
  return (random) => {
    const direction = Array.from({ length: 2 * degrees }, () => 2 * random.uniform() - 1);
    const size = Math.sqrt(direction.reduce((sum, component) => sum + component * component, 0));
    const radius = low + (high - low) * random.uniform();
    const point = direction.map((component) => (component / size) * radius);
    return { q: point.slice(0, degrees), p: point.slice(degrees) };
  };
}

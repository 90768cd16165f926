import type { Random } from '#tensor';
import { hamilton } from '../hamilton.ts';
import { integrate } from '../integrators/integrate.ts';
import { fourthOrderFor } from '../integrators/fourth-order-for.ts';
import type { HamiltonianSystem } from '../mechanics.ts';

/** Points of some motions, and how fast they move there: `x` and `dx` hold rows (q, p) and (q̇, ṗ) of 2n numbers. */
export interface Observations {
  readonly rows: number;
  readonly x: Float32Array; // [rows, 2n]
  readonly dx: Float32Array; // [rows, 2n]
}

export interface ObserveOptions {
  /** How many motions, each observed at `points` equally spaced times from 0 to `duration`. */
  readonly motions: number;
  readonly points: number;
  readonly duration: number;
  /** |(q, p)| at the start is uniform between these two. */
  readonly radius: readonly [number, number];
  /** Standard deviation of what is added to every component of x (not of dx). Default 0. */
  readonly noise?: number;
  readonly random: Random;
}

/** Steps of the integrator between two observations: with Yoshida's method its error is far below float32. */
const STEPS = 50;

/**
 * Observes motions of a system from random starts, as Greydanus et al. (2019, arXiv 1906.01563) make their data: the
 * direction of a start is that of a uniform point of the cube [−1, 1]²ⁿ, positions and momenta are noisy, rates are not.
 *
 * The numbers depend on the arguments alone, and are the same in every engine.
 */
export function observeMotions(
  system: HamiltonianSystem,
  { motions, points, duration, radius: [low, high], noise = 0, random }: ObserveOptions,
): Observations {
  const { degrees: n, velocity, force } = hamilton(system);
  const onlyHamiltonian = { coordinates: system.coordinates, hamiltonian: system.hamiltonian };
  const method = fourthOrderFor(onlyHamiltonian);
  const rows = motions * points;
  const [x, dx] = [new Float32Array(rows * 2 * n), new Float32Array(rows * 2 * n)];
  for (let motion = 0; motion < motions; motion++) {
    const draw = random.fork(`motion ${motion}`);
    const direction = Array.from({ length: 2 * n }, () => 2 * draw.uniform() - 1);
    const size = Math.sqrt(direction.reduce((sum, component) => sum + component * component, 0));
    const radius = low + (high - low) * draw.uniform();
    const start = direction.map((component) => (component / size) * radius);
    const { t, q, p } = integrate(
      onlyHamiltonian,
      { q: start.slice(0, n), p: start.slice(n) },
      { method, step: duration / ((points - 1) * STEPS), steps: (points - 1) * STEPS, every: STEPS },
    );
    t.forEach((time, i) => {
      const row = (motion * points + i) * 2 * n;
      [...q[i], ...p[i]].forEach((value, k) => (x[row + k] = value + noise * draw.normal()));
      dx.set(velocity(q[i], p[i], time), row);
      dx.set(force(q[i], p[i], time), row + n);
    });
  }
  return { rows, x, dx };
}

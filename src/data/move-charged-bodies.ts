import { assertCounts } from './count.ts';

/** Where bodies are and how fast they move: n rows of d numbers each. */
export interface BodyState {
  readonly x: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
}

/** How charged bodies are moved. */
export interface Dynamics {
  /** Charges, one a body. */
  readonly charges: readonly number[];
  /** How long, units of time. */
  readonly time: number;
  /** Steps in all. */
  readonly steps: number;
  /** ε of the softened distance √(r² + ε²), units of length. Default 0.1. */
  readonly softening?: number;
}

/**
 * Moves charged bodies of mass 1 under Coulomb's law, softened so that a near miss stays finite.
 *
 * v̇ᵢ = Σⱼ qᵢ qⱼ (xᵢ − xⱼ)/(|xᵢ − xⱼ|² + ε²)^{3/2}; leapfrog (kick, drift, kick), second order, symplectic.
 *
 * Every step commutes with rotations, reflections, translations and permutations: forces are along differences, their
 * size depends on distances, and nothing is clipped component by component. (The simulator of Kipf et al. 2018,
 * arXiv:1802.04687, which the E(n) literature took over, clips each component of a force at 0.1/Δt and so is bound to its
 * axes.) Energy ½ Σ v² + Σ_{i<j} qᵢqⱼ/√(r² + ε²) is kept to second order, momentum to rounding. Float64, + − × ÷ √ alone:
 * the same bits in every engine.
 *
 * @example
 * ```ts
 * import { moveChargedBodies } from '#data';
 *
 * const charges = [1, -1];
 * const before = { x: [[1, 0], [-1, 0]], v: [[0, 0.3], [0, -0.3]] };
 * const after = moveChargedBodies(before, { charges, time: 1, steps: 200 });
 * after.x;
 * ```
 */
export function moveChargedBodies({ x, v }: BodyState, dynamics: Dynamics): BodyState {
  const { charges, time, steps, softening = 0.1 } = dynamics;
  assertCounts({ steps });
  if (!(softening > 0)) throw new RangeError(`softening = ${softening}: give a length above 0.`);
  if (charges.length !== x.length || v.length !== x.length) {
    throw new Error(
      `${x.length} places, ${v.length} velocities, ${charges.length} charges: give one of each for every body.`,
    );
  }
  const places = x.map((row) => [...row]);
  const velocities = v.map((row) => [...row]);
  const step = time / steps;
  const kick = (duration: number): void =>
    accelerations(places, charges, softening).forEach((row, i) =>
      row.forEach((a, k) => (velocities[i][k] += duration * a)),
    );
  kick(step / 2);
  for (let done = 1; done <= steps; done++) {
    velocities.forEach((row, i) => row.forEach((speed, k) => (places[i][k] += step * speed)));
    kick(done < steps ? step : step / 2);
  }
  return { x: places, v: velocities };
}

function accelerations(
  x: readonly (readonly number[])[],
  charges: readonly number[],
  softening: number,
): number[][] {
  const forces = x.map((row) => row.map(() => 0));
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const difference = x[i].map((value, k) => value - x[j][k]);
      const squared = difference.reduce((sum, value) => sum + value * value, softening * softening);
      const strength = (charges[i] * charges[j]) / (squared * Math.sqrt(squared));
      difference.forEach((value, k) => {
        forces[i][k] += strength * value;
        forces[j][k] -= strength * value;
      });
    }
  }
  return forces;
}

/**
 * The energy of charged bodies of mass 1: ½ Σ v² + Σ_{i<j} qᵢ qⱼ/√(|xᵢ − xⱼ|² + ε²).
 *
 * @example
 * ```ts
 * import { energyOf, moveChargedBodies } from '#data';
 *
 * const charges = [1, -1];
 * const before = { x: [[1, 0], [-1, 0]], v: [[0, 0.3], [0, -0.3]] };
 * const after = moveChargedBodies(before, { charges, time: 10, steps: 2000 });
 * [before, after].map((state) => energyOf(state, charges));
 * ```
 */
export function energyOf({ x, v }: BodyState, charges: readonly number[], softening = 0.1): number {
  let energy = 0;
  for (let i = 0; i < x.length; i++) {
    energy += v[i].reduce((sum, speed) => sum + speed * speed, 0) / 2;
    for (let j = 0; j < i; j++) {
      const squared = x[i].reduce(
        (sum, value, k) => sum + (value - x[j][k]) * (value - x[j][k]),
        softening * softening,
      );
      energy += (charges[i] * charges[j]) / Math.sqrt(squared);
    }
  }
  return energy;
}

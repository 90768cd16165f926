import { exp } from '../../elementary/index.ts';
import { checkTemperature, torus } from './torus.ts';
import type { LatticeOptions } from './torus.ts';

/** An Ising model that is being simulated. */
export interface Ising {
  readonly size: number;
  /** ±1, row by row; rewritten by every move. */
  readonly spins: Int8Array; // [L · L]
  /** −Σ sᵢsⱼ over the 2L² bonds − h Σ sᵢ, in units of J. */
  readonly energy: () => number;
  /** Σ sᵢ / L², in [−1, 1]. */
  readonly magnetisation: () => number;
  /** L² single-spin trials by Metropolis's rule, at random sites. Returns how many were accepted. */
  readonly metropolis: () => number;
  /** Grows and flips one cluster by Wolff's rule, without a field. Returns its size. */
  readonly wolff: () => number;
  /** Changes the temperature kT/J from here on. */
  readonly heat: (temperature: number) => void;
}

/**
 * The Ising model on an L × L torus: E = −Σ⟨ij⟩ sᵢsⱼ − h Σ sᵢ, sᵢ = ±1, with J = 1 and field h = 0.
 *
 * The same seed gives the same spins in every engine. Throws a RangeError for a lattice below 2 × 2 or a temperature
 * that is not positive; `wolff` throws in a field.
 * Sources: Metropolis et al. 1953, doi:10.1063/1.1699114; Wolff 1989, doi:10.1103/PhysRevLett.62.361.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { ising, yangMagnetisation } from '#physics';
 *
 * const model = ising({ size: 16, temperature: 2, random: random(seed), start: 'cold' });
 * let sum = 0;
 * for (let i = 0; i < 400; i++) {
 *   model.wolff();
 *   sum += Math.abs(model.magnetisation());
 * }
 * ({ measured: sum / 400, yang: yangMagnetisation(2) });
 * ```
 */
export function ising({
  size,
  temperature,
  random,
  start = 'hot',
  field = 0,
}: LatticeOptions & { readonly field?: number }): Ising {
  const { sites, neighbours } = torus(size);
  const draw = random.fork('Ising');
  const spins = Int8Array.from({ length: sites }, () => (start === 'cold' || draw.uniform() < 0.5 ? 1 : -1));
  let T = checkTemperature(temperature);
  /** e^(−ΔE/T) for the five sums of neighbours −4, −2, … 4 and a spin −1 or 1; 1 where the energy falls. */
  const chances = new Float64Array(10);
  let bond = 0;
  const heat = (next: number): void => {
    T = checkTemperature(next);
    for (let k = 0; k < 10; k++) {
      const [around, spin] = [2 * (k >> 1) - 4, 2 * (k & 1) - 1];
      chances[k] = exp(Math.min(0, (-2 * spin * (around + field)) / T));
    }
    bond = 1 - exp(-2 / T);
  };
  heat(T);
  const stack = new Int32Array(sites);

  return {
    size,
    spins,
    heat,
    energy() {
      let sum = 0;
      for (let i = 0; i < sites; i++) {
        sum -= spins[i] * (spins[neighbours[4 * i]] + spins[neighbours[4 * i + 1]] + field);
      }
      return sum;
    },
    magnetisation: () => spins.reduce((sum, spin) => sum + spin, 0) / sites,
    metropolis() {
      let accepted = 0;
      for (let trial = 0; trial < sites; trial++) {
        const i = draw.integer(0, sites);
        let around = 0;
        for (let k = 0; k < 4; k++) around += spins[neighbours[4 * i + k]];
        const chance = chances[around + 4 + ((spins[i] + 1) >> 1)];
        if (chance >= 1 || draw.uniform() < chance) {
          spins[i] = -spins[i];
          accepted += 1;
        }
      }
      return accepted;
    },
    wolff() {
      if (field !== 0) throw new Error('Wolff’s clusters are for a model without field; use metropolis.');
      const seed = draw.integer(0, sites);
      const spin = spins[seed];
      let [waiting, flipped] = [1, 1];
      stack[0] = seed;
      spins[seed] = -spin;
      while (waiting > 0) {
        const i = stack[--waiting];
        for (let k = 0; k < 4; k++) {
          const j = neighbours[4 * i + k];
          if (spins[j] !== spin || draw.uniform() >= bond) continue;
          spins[j] = -spin;
          flipped += 1;
          stack[waiting++] = j;
        }
      }
      return flipped;
    },
  };
}

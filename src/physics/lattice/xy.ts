import { cos, exp, sin } from '../../elementary/index.ts';
import { checkTemperature, torus } from './torus.ts';
import type { LatticeOptions } from './torus.ts';

/** An XY model that is being simulated. */
export interface XY {
  readonly size: number;
  /** The spins (cos θ, sin θ), row by row; rewritten by every move. */
  readonly spins: Float64Array; // [L · L · 2]
  /** −Σ cos(θᵢ − θⱼ) over the 2L² bonds, in units of J. */
  readonly energy: () => number;
  /** The mean spin (m_x, m_y). */
  readonly magnetisation: () => readonly [number, number];
  /** L² single-spin trials by Metropolis's rule: a turn by at most `angle` radians (default 2). Returns how many were accepted. */
  readonly metropolis: (angle?: number) => number;
  /** Reflects one cluster in a random line, by Wolff's rule. Returns its size. */
  readonly wolff: () => number;
  /** How often the spins wind around each square of four sites: +1 a vortex, −1 an antivortex, row by row. */
  readonly vortices: () => Int8Array; // [L · L]
  /** Changes the temperature kT/J from here on. */
  readonly heat: (temperature: number) => void;
}

/**
 * The XY model on an L × L torus: E = −Σ⟨ij⟩ sᵢ·sⱼ with unit vectors sᵢ in a plane, and J = 1.
 *
 * It has the continuous symmetry that the Ising model lacks, and so no order at any temperature, but vortices that come
 * loose near kT/J = 0.893. The same seed gives the same spins in every engine. Throws a RangeError for a lattice below
 * 2 × 2 or a temperature that is not positive.
 * Sources: Kosterlitz & Thouless 1973, doi:10.1088/0022-3719/6/7/010; Wolff 1989, doi:10.1103/PhysRevLett.62.361.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { xy } from '#physics';
 *
 * const model = xy({ size: 12, temperature: 0.5, random: random(seed), start: 'cold' });
 * for (let i = 0; i < 50; i++) model.metropolis();
 * ({ energyPerSite: model.energy() / 144, magnetisation: [...model.magnetisation()] });
 * ```
 */
export function xy({ size, temperature, random, start = 'hot' }: LatticeOptions): XY {
  const { sites, neighbours } = torus(size);
  const draw = random.fork('XY');
  let T = checkTemperature(temperature);
  const spins = new Float64Array(2 * sites);
  for (let i = 0; i < sites; i++) {
    const angle = start === 'cold' ? 0 : 2 * Math.PI * draw.uniform();
    spins[2 * i] = cos(angle);
    spins[2 * i + 1] = sin(angle);
  }
  const stack = new Int32Array(sites);
  const marked = new Uint8Array(sites);

  /** Writes a spin with length 1: rounding would let it grow or shrink. */
  const write = (i: number, x: number, y: number): void => {
    const length = Math.sqrt(x * x + y * y);
    spins[2 * i] = x / length;
    spins[2 * i + 1] = y / length;
  };

  return {
    size,
    spins,
    heat(next) {
      T = checkTemperature(next);
    },
    energy() {
      let sum = 0;
      for (let i = 0; i < sites; i++) {
        for (let k = 0; k < 2; k++) {
          const j = neighbours[4 * i + k];
          sum -= spins[2 * i] * spins[2 * j] + spins[2 * i + 1] * spins[2 * j + 1];
        }
      }
      return sum;
    },
    magnetisation() {
      let [x, y] = [0, 0];
      for (let i = 0; i < sites; i++) {
        x += spins[2 * i];
        y += spins[2 * i + 1];
      }
      return [x / sites, y / sites];
    },
    metropolis(angle = 2) {
      let accepted = 0;
      for (let trial = 0; trial < sites; trial++) {
        const i = draw.integer(0, sites);
        const turn = angle * (2 * draw.uniform() - 1);
        const [c, s] = [cos(turn), sin(turn)];
        const [x, y] = [spins[2 * i], spins[2 * i + 1]];
        const [X, Y] = [c * x - s * y, s * x + c * y];
        let rise = 0;
        for (let k = 0; k < 4; k++) {
          const j = neighbours[4 * i + k];
          rise += (x - X) * spins[2 * j] + (y - Y) * spins[2 * j + 1];
        }
        if (rise > 0 && draw.uniform() >= exp(-rise / T)) continue;
        write(i, X, Y);
        accepted += 1;
      }
      return accepted;
    },
    wolff() {
      const direction = 2 * Math.PI * draw.uniform();
      const [nx, ny] = [cos(direction), sin(direction)];
      const along = (i: number): number => nx * spins[2 * i] + ny * spins[2 * i + 1];
      const reflect = (i: number): void => {
        const part = 2 * along(i);
        write(i, spins[2 * i] - part * nx, spins[2 * i + 1] - part * ny);
      };
      marked.fill(0);
      const seed = draw.integer(0, sites);
      let [waiting, flipped] = [1, 1];
      stack[0] = seed;
      marked[seed] = 1;
      reflect(seed);
      while (waiting > 0) {
        const i = stack[--waiting];
        const mine = along(i); // after its reflection, so of the other sign
        for (let k = 0; k < 4; k++) {
          const j = neighbours[4 * i + k];
          if (marked[j] === 1) continue;
          const bond = (2 * mine * along(j)) / T;
          if (bond >= 0 || draw.uniform() < exp(bond)) continue;
          marked[j] = 1;
          reflect(j);
          flipped += 1;
          stack[waiting++] = j;
        }
      }
      return flipped;
    },
    vortices: () => windings(spins, neighbours),
  };
}

/** How often the angle passes π on the shorter way from one spin to another: +1 upwards, −1 downwards. No angle is computed. */
function crossing(spins: Float64Array, i: number, j: number): number {
  const [x, y, X, Y] = [spins[2 * i], spins[2 * i + 1], spins[2 * j], spins[2 * j + 1]];
  const turn = x * Y - y * X;
  if (y >= 0 && Y < 0 && turn > 0) return 1;
  return y < 0 && Y >= 0 && turn < 0 ? -1 : 0;
}

/** Around each square: right, down, left, up. The rows point down, so that this is clockwise; the sign is turned. */
function windings(spins: Float64Array, neighbours: Int32Array): Int8Array {
  const sites = spins.length / 2;
  return Int8Array.from({ length: sites }, (_, i) => {
    const right = neighbours[4 * i];
    const below = neighbours[4 * i + 1];
    const opposite = neighbours[4 * right + 1];
    const round = [i, right, opposite, below, i];
    // Each passing upwards takes the angle from π to −π: the windings are the passings.
    let sum = 0;
    for (let k = 0; k < 4; k++) sum += crossing(spins, round[k], round[k + 1]);
    return -sum;
  });
}

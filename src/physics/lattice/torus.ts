import type { Random } from '../../tensor/random.ts';

/** A square lattice on a torus: L rows of L sites, each with four neighbours. */
export interface Torus {
  readonly size: number;
  readonly sites: number;
  /** Entry 4i + k: the neighbour of site i to the right, below, left, above (k = 0 … 3). */
  readonly neighbours: Int32Array;
}

/** Throws a RangeError unless L is a whole number of at least 2. */
export function torus(size: number): Torus {
  if (!Number.isInteger(size) || size < 2) {
    throw new RangeError(`A lattice has at least 2 × 2 sites; got ${size}.`);
  }
  const neighbours = new Int32Array(4 * size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const site = row * size + column;
      neighbours[4 * site] = row * size + ((column + 1) % size);
      neighbours[4 * site + 1] = ((row + 1) % size) * size + column;
      neighbours[4 * site + 2] = row * size + ((column + size - 1) % size);
      neighbours[4 * site + 3] = ((row + size - 1) % size) * size + column;
    }
  }
  return { size, sites: size * size, neighbours };
}

/** What every lattice model is made from. */
export interface LatticeOptions {
  /** Sites along a side, L. */
  readonly size: number;
  /** Temperature in units of the coupling, kT/J. It can be changed later. */
  readonly temperature: number;
  readonly random: Random;
  /** `hot`: every spin at random (default). `cold`: all alike. */
  readonly start?: 'hot' | 'cold';
}

/** Throws a RangeError unless a temperature is positive and finite. */
export function checkTemperature(temperature: number): number {
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(`A temperature kT/J is positive and finite; got ${temperature}.`);
  }
  return temperature;
}

import type { HamiltonianSystem, LagrangianSystem, State } from '../mechanics.ts';

/**
 * What the coordinates are: `line` for positions on lines of their own, `plane` for points x₁, y₁, x₂, y₂, … of one plane,
 * `angles` for angles in radians. It decides which transformations make sense.
 */
export type Space = 'line' | 'plane' | 'angles';

/** A mechanical system of the library. */
export interface System extends LagrangianSystem, HamiltonianSystem {
  readonly name: string;
  readonly space: Space;
  /** A start that shows what it does. */
  readonly start: State;
  /** The motion in closed form, where it is known: from a start (at its own time) to time t. */
  readonly exact?: (start: State, t: number) => { readonly q: number[]; readonly v: number[] };
}

/** Throws a RangeError unless every parameter is positive and finite. */
export function checkPositive(system: string, parameters: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    if (!(value > 0 && value < Infinity)) {
      throw new RangeError(`${system}: ${name} must be positive and finite; got ${value}.`);
    }
  }
}

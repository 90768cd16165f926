import type { Equations } from '../mechanics.ts';

/** One step of size h, in place: q and p at time t become those at time t + h. */
export type Stepper = (q: Float64Array, p: Float64Array, t: number, h: number) => void;

/** A way to follow a motion. */
export interface Method {
  readonly name: string;
  /** The error after a fixed time falls as the step to this power. */
  readonly order: number;
  /** Whether it keeps the symplectic form dq ∧ dp, and so the energy of long runs within a band. */
  readonly symplectic: boolean;
  /** Makes it ready for some equations. Throws, saying why and what to use instead, where it does not apply. */
  readonly prepare: (equations: Equations) => Stepper;
}

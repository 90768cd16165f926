import type { Scalar } from './expression/expression.ts';

/**
 * A plain function of coordinates, velocities and time, written with the exported operations, so that it can be called
 * with numbers (and gives a number) or with names (and gives a formula that can be differentiated).
 */
export type Lagrangian = (q: readonly Scalar[], v: readonly Scalar[], t: Scalar) => Scalar;

/** A plain function of coordinates, momenta and time, written with the exported operations. */
export type Hamiltonian = (q: readonly Scalar[], p: readonly Scalar[], t: Scalar) => Scalar;

/** What moves by Euler and Lagrange's equations. */
export interface LagrangianSystem {
  /** One name for each degree of freedom. */
  readonly coordinates: readonly string[];
  readonly lagrangian: Lagrangian;
  /** Rayleigh's dissipation function R(q, v, t): the force −∂R/∂v acts besides. Default: none. */
  readonly dissipation?: Lagrangian | undefined;
}

/** What moves by Hamilton's equations. */
export interface HamiltonianSystem {
  readonly coordinates: readonly string[];
  readonly hamiltonian: Hamiltonian;
}

/** Where a motion is: coordinates and velocities, at a time (0 where it is left out). */
export interface State {
  readonly q: ArrayLike<number>;
  readonly v: ArrayLike<number>;
  readonly t?: number;
}

/** Where a motion is, by its momenta. */
export interface PhasePoint {
  readonly q: ArrayLike<number>;
  readonly p: ArrayLike<number>;
  readonly t?: number;
}

/**
 * The equations of motion in canonical form, q̇ = ∂H/∂p, ṗ = −∂H/∂q (plus a dissipative force), as programs.
 *
 * Each function returns a list that its next call rewrites.
 */
export interface Equations {
  readonly degrees: number;
  /** q̇ at (q, p, t). */
  readonly velocity: (q: ArrayLike<number>, p: ArrayLike<number>, t: number) => Float64Array;
  /** ṗ at (q, p, t). */
  readonly force: (q: ArrayLike<number>, p: ArrayLike<number>, t: number) => Float64Array;
  /** H(q, p, t); for a Lagrangian p·v − L. */
  readonly energy: (q: ArrayLike<number>, p: ArrayLike<number>, t: number) => number;
  /** Why H is not of the form T(p) + V(q, t), as the explicit symplectic methods need it; undefined where it is. */
  readonly inseparable: string | undefined;
  /** The same in (q, v), where there is a Lagrangian. */
  readonly lagrangian: LagrangianEquations | undefined;
}

/** Euler and Lagrange's equations, as programs. Each function returns a list that its next call rewrites. */
export interface LagrangianEquations {
  /** p = ∂L/∂v at (q, v, t). */
  readonly momentum: (q: ArrayLike<number>, v: ArrayLike<number>, t: number) => Float64Array;
  /** ∂L/∂q − ∂R/∂v at (q, v, t). */
  readonly force: (q: ArrayLike<number>, v: ArrayLike<number>, t: number) => Float64Array;
  /** The mass matrix ∂²L/∂v², row by row, at (q, v, t). */
  readonly mass: (q: ArrayLike<number>, v: ArrayLike<number>, t: number) => Float64Array;
  /** v̇ at (q, v, t), which solves (∂²L/∂v²) v̇ = ∂L/∂q − ∂R/∂v − (∂²L/∂v∂q) v − ∂²L/∂v∂t. */
  readonly acceleration: (q: ArrayLike<number>, v: ArrayLike<number>, t: number) => Float64Array;
}

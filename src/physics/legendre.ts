import type { Mechanical } from './euler-lagrange.ts';
import { solveInPlace } from './linear-solve.ts';

interface Momenta {
  readonly degrees: number;
  /** p = ∂L/∂v. */
  readonly momentum: Mechanical;
  /** ∂²L/∂v², row by row. */
  readonly mass: Mechanical;
  /** Whether p is affine in v: L is at most quadratic in the velocities. */
  readonly affine: boolean;
  readonly singular: (q: ArrayLike<number>, t: number) => Error;
}

/** Newton's steps double the digits, so that a few suffice; more means that p is out of reach. */
const MAX_STEPS = 60;

/**
 * Solves p = ∂L/∂v for v: at once where p is affine in v, by Newton's method (with steps halved until they are finite
 * and lead nearer) elsewhere.
 *
 * Throws where the mass matrix is singular, or no velocity has that momentum.
 */
export function legendre({ degrees: n, momentum, mass, affine, singular }: Momenta): Mechanical {
  const rest = new Float64Array(n);
  const matrix = new Float64Array(n * n);
  const v = new Float64Array(n);
  const trial = new Float64Array(n);

  /** rest = p − ∂L/∂v at v; returns its largest component. */
  const misfit = (q: ArrayLike<number>, p: ArrayLike<number>, at: Float64Array, t: number): number => {
    const now = momentum(q, at, t);
    let most = 0;
    for (let i = 0; i < n; i++) {
      rest[i] = p[i] - now[i];
      most = Number.isFinite(rest[i]) ? Math.max(most, Math.abs(rest[i])) : Infinity;
    }
    return most;
  };

  const solve = (q: ArrayLike<number>, at: Float64Array, t: number): void => {
    matrix.set(mass(q, at, t));
    if (!solveInPlace(matrix, rest)) throw singular(q, t);
  };

  if (affine) {
    return (q, p, t) => {
      v.fill(0);
      misfit(q, p, v, t);
      solve(q, v, t);
      v.set(rest);
      return v;
    };
  }
  return (q, p, t) => {
    v.fill(0);
    let miss = misfit(q, p, v, t);
    for (let step = 0; step < MAX_STEPS; step++) {
      if (miss === 0) return v;
      solve(q, v, t);
      const direction = rest.slice();
      let part = 1;
      let next = Infinity;
      for (; part > 1e-10; part /= 2) {
        for (let i = 0; i < n; i++) trial[i] = v[i] + part * direction[i];
        next = misfit(q, p, trial, t);
        if (next < miss) break;
      }
      if (!(next < miss)) return converged(v, p, miss);
      v.set(trial);
      miss = next;
    }
    return converged(v, p, miss);
  };
}

function converged(v: Float64Array, p: ArrayLike<number>, miss: number): Float64Array {
  const scale = Array.from(p).reduce((most, component) => Math.max(most, Math.abs(component)), 1);
  // Rounding of ∂L/∂v keeps the misfit from 0; anything above it means that there is no solution nearby.
  if (miss <= 1e-11 * scale) return v;
  throw new Error(
    `No velocity with momentum p = [${Array.from(p).join(', ')}] was found (misfit ${miss}): ∂L/∂v may be bounded, or ` +
      'not one-to-one. Start with a smaller momentum, or use a method on (q, v).',
  );
}

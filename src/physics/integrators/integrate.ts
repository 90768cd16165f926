import { equationsOf } from '../equations-of.ts';
import type { Equations, HamiltonianSystem, LagrangianSystem, PhasePoint, State } from '../mechanics.ts';
import type { Method } from './method.ts';

/** A motion at equally spaced times: at `t[i]` it is at `q[i]`, with velocity `v[i]` and momentum `p[i]`. */
export interface Trajectory {
  readonly t: Float64Array;
  readonly q: readonly Float64Array[];
  readonly v: readonly Float64Array[];
  readonly p: readonly Float64Array[];
  /** The energy h = p·v − L (or H) at those times. */
  readonly energy: Float64Array;
}

export interface IntegrateOptions {
  readonly method: Method;
  /** Time from step to step; negative runs backwards. */
  readonly step: number;
  readonly steps: number;
  /** Every so many steps are recorded, and the start. Default 1. */
  readonly every?: number;
}

/**
 * Follows a motion from its start, by Euler and Lagrange's or by Hamilton's equations.
 *
 * A system with a Lagrangian starts at { q, v } or { q, p }, one with a Hamiltonian alone at { q, p }; `start.t` is 0 by
 * default. The same arguments give the same bits in every engine.
 * Throws when the start does not fit the system, when the method does not apply, and when the motion leaves the finite.
 *
 * @example
 * ```ts
 * import { integrate, kepler, yoshida4 } from '#physics';
 *
 * const orbit = integrate(kepler(), { q: [1, 0], v: [0, 1.2] }, { method: yoshida4, step: 0.01, steps: 2000, every: 500 });
 * ({ x: orbit.q.map(([x]) => x), energy: Array.from(orbit.energy) });
 * ```
 */
export function integrate(
  system: LagrangianSystem | HamiltonianSystem,
  start: State | PhasePoint,
  { method, step, steps, every = 1 }: IntegrateOptions,
): Trajectory {
  if (
    !Number.isFinite(step) ||
    !Number.isInteger(steps) ||
    steps < 0 ||
    !Number.isInteger(every) ||
    every < 1
  ) {
    throw new RangeError(
      `integrate: step is a finite time, steps and every are whole numbers; got ${step}, ${steps}, ${every}.`,
    );
  }
  const equations = equationsOf(system);
  const advance = method.prepare(equations);
  const begin = start.t ?? 0;
  const q = Float64Array.from(start.q);
  const p = startMomentum(equations, start, system.coordinates);
  const length = Math.floor(steps / every) + 1;
  const trajectory = {
    t: new Float64Array(length),
    q: [] as Float64Array[],
    v: [] as Float64Array[],
    p: [] as Float64Array[],
    energy: new Float64Array(length),
  };
  for (let i = 0; ; i++) {
    const t = begin + i * step;
    if (i % every === 0) {
      if (!q.every(Number.isFinite) || !p.every(Number.isFinite)) {
        throw new Error(
          `${method.name}: the motion left the finite before t = ${t}, after ${i} steps of ${step}. Take smaller steps, or ` +
            'start where nothing collides.',
        );
      }
      const row = i / every;
      trajectory.t[row] = t;
      trajectory.q.push(q.slice());
      trajectory.p.push(p.slice());
      trajectory.v.push(equations.velocity(q, p, t).slice());
      trajectory.energy[row] = equations.energy(q, p, t);
    }
    if (i === steps) return trajectory;
    advance(q, p, t, step);
  }
}

function startMomentum(
  equations: Equations,
  start: State | PhasePoint,
  coordinates: readonly string[],
): Float64Array {
  const second = 'p' in start ? start.p : start.v;
  if (start.q.length !== equations.degrees || second.length !== equations.degrees) {
    throw new RangeError(
      `integrate: the system has the coordinates ${coordinates.join(', ')}, so q and ${'p' in start ? 'p' : 'v'} have ` +
        `${equations.degrees} numbers each; got ${start.q.length} and ${second.length}.`,
    );
  }
  if ('p' in start) return Float64Array.from(start.p);
  if (!equations.lagrangian) {
    throw new Error('integrate: a system with a Hamiltonian alone starts at { q, p }; got { q, v }.');
  }
  return Float64Array.from(equations.lagrangian.momentum(start.q, start.v, start.t ?? 0));
}

import { compile } from './expression/compile.ts';
import type { Program } from './expression/compile.ts';
import { derivativeAlong, gradient } from './expression/gradient.ts';
import { add, neg, sub } from './expression/operations.ts';
import { dependsOn } from './expression/substitute.ts';
import { namesFor } from './expression/variables.ts';
import { legendre } from './legendre.ts';
import { solveInPlace } from './linear-solve.ts';
import type { Equations, LagrangianEquations, LagrangianSystem } from './mechanics.ts';

/** (q, v, t) → the values of a program on them. */
export type Mechanical = (q: ArrayLike<number>, v: ArrayLike<number>, t: number) => Float64Array;

/** A program of (q, v, t) as a function of three arguments. */
export function onState(program: Program, degrees: number): Mechanical {
  const values = new Float64Array(2 * degrees + 1);
  return (q, v, t) => {
    values.set(q);
    values.set(v, degrees);
    values[2 * degrees] = t;
    return program.run(values);
  };
}

/**
 * Euler and Lagrange's equations of any Lagrangian, by automatic differentiation: d/dt ∂L/∂v − ∂L/∂q = −∂R/∂v.
 *
 * The canonical form follows by Legendre's transformation, p = ∂L/∂v solved for v.
 * Throws, when the motion gets there, where the mass matrix ∂²L/∂v² is singular.
 * Source: Goldstein, Poole & Safko, Classical Mechanics (3rd ed.), eqs. (1.57), (1.70) and (8.15).
 *
 * @example
 * ```ts
 * import { add, cos, eulerLagrange, mul, square } from '#physics';
 * import type { LagrangianSystem } from '#physics';
 *
 * const pendulum: LagrangianSystem = {
 *   coordinates: ['θ'],
 *   lagrangian: ([θ], [ω]) => add(mul(0.5, square(ω)), cos(θ)),
 * };
 * Array.from(eulerLagrange(pendulum).lagrangian.acceleration([1], [0], 0)); // −sin 1
 * ```
 */
export function eulerLagrange(
  system: LagrangianSystem,
): Equations & { readonly lagrangian: LagrangianEquations } {
  const n = system.coordinates.length;
  const { q, v, t, all } = namesFor(n);
  const L = system.lagrangian(q, v, t);
  const p = gradient(L, v);
  const friction = gradient(system.dissipation?.(q, v, t) ?? 0, v);
  const force = gradient(L, q).map((along, i) => sub(along, friction[i]));
  const mass = p.map((momentum) => gradient(momentum, v));
  const rest = p.map((momentum, i) => sub(force[i], derivativeAlong(momentum, [...q, t], [...v, 1])));

  const program = (formulas: Parameters<typeof compile>[0]): Mechanical => onState(compile(formulas, all), n);
  const momentumAt = program(p);
  const forceAt = program(force);
  const massAt = program(mass.flat());
  const restAt = program(rest);
  const lagrangianAt = program([L]);
  const scratch = new Float64Array(n * n);

  const acceleration: Mechanical = (at, rate, time) => {
    const result = restAt(at, rate, time);
    scratch.set(massAt(at, rate, time));
    if (!solveInPlace(scratch, result)) throw singular(at, time);
    return result;
  };

  const velocity = legendre({
    degrees: n,
    momentum: momentumAt,
    mass: massAt,
    affine: !mass.flat().some((entry) => dependsOn(entry, v)),
    singular,
  });

  return {
    degrees: n,
    velocity,
    force: (at, momentum, time) => forceAt(at, velocity(at, momentum, time), time),
    energy(at, momentum, time) {
      const rate = velocity(at, momentum, time);
      let sum = 0;
      for (let i = 0; i < n; i++) sum += momentum[i] * rate[i];
      return sum - lagrangianAt(at, rate, time)[0];
    },
    inseparable: p.some((momentum) => dependsOn(momentum, [...q, t]))
      ? 'its momenta ∂L/∂v depend on the coordinates or the time'
      : force.some((component) => dependsOn(component, v))
        ? 'its force depends on the velocity'
        : undefined,
    lagrangian: { momentum: momentumAt, force: forceAt, mass: massAt, acceleration },
  };
}

function singular(q: ArrayLike<number>, t: number): Error {
  return new Error(
    `The mass matrix ∂²L/∂v² is singular at q = [${Array.from(q).join(', ')}], t = ${t}: the Lagrangian does not ` +
      'determine the acceleration there. Give every velocity a kinetic energy, or start elsewhere.',
  );
}

/**
 * The energy function h = v · ∂L/∂v − L as a plain function of (q, v, t): the Noether charge of a shift in time.
 *
 * @example
 * ```ts
 * import { energyOf, kepler } from '#physics';
 *
 * energyOf(kepler())({ q: [1, 0], v: [0, 1.2] }); // ½ 1.2² − 1
 * ```
 */
export function energyOf(
  system: LagrangianSystem,
): (state: { readonly q: ArrayLike<number>; readonly v: ArrayLike<number>; readonly t?: number }) => number {
  const n = system.coordinates.length;
  const { q, v, t, all } = namesFor(n);
  const L = system.lagrangian(q, v, t);
  const energy = onState(compile([add(derivativeAlong(L, v, v), neg(L))], all), n);
  return (state) => energy(state.q, state.v, state.t ?? 0)[0];
}

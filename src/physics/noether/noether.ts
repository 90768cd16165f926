import { eulerLagrange } from '../euler-lagrange.ts';
import { compile } from '../expression/compile.ts';
import { Expression } from '../expression/expression.ts';
import type { Scalar } from '../expression/expression.ts';
import { derivativeAlong, gradient } from '../expression/gradient.ts';
import { add, dot, mul, neg, sub } from '../expression/operations.ts';
import { dependsOn } from '../expression/substitute.ts';
import { namesFor } from '../expression/variables.ts';
import type { LagrangianSystem, State } from '../mechanics.ts';
import { findBoundaryTerm } from './boundary-term.ts';
import { defectOf, TOLERANCE } from './judge.ts';
import type { Transformation } from './transformation.ts';

/** What Noether's theorem says of a system and a transformation. */
export interface Noether {
  /** `symmetry`: δL = 0. `quasi-symmetry`: δL = dK/dt for a function K. `none`: neither; then `rate` is how the charge drifts. */
  readonly kind: 'symmetry' | 'quasi-symmetry' | 'none';
  /**
   * How far the identity behind `kind` is from holding: the sum of its terms relative to their sizes, at random points.
   * It is 0 or rounding for a symmetry, and of the order of the breaking for none.
   */
  readonly defect: number;
  /** Q = Σ pᵢ δqᵢ − h δt − K, with h = p·v − L, and K = 0 where `kind` is `none`. */
  readonly charge: (state: State) => number;
  /** dQ/dt along the motion, symmetry or not: δL − dK/dt, and what friction does to Q. */
  readonly rate: (state: State) => number;
  /** δL: how L dt changes with the transformation, per dt. */
  readonly change: (state: State) => number;
  /** Σ |pᵢ δqᵢ| + |h δt| + |K|: the scale on which a drift of Q is small or large, for Q itself may be 0. */
  readonly scale: (state: State) => number;
}

/**
 * Noether's theorem for any Lagrangian and any one-parameter transformation, by automatic differentiation of L alone.
 *
 * With ξ = δq, τ = δt and d/dt the total derivative, the action changes by ∫ δL dt with
 *   δL = ξ·∂L/∂q + (dξ/dt − v dτ/dt)·∂L/∂v + τ ∂L/∂t + L dτ/dt,
 * and along every motion d/dt (p·ξ − h τ) = δL, plus (ξ − v τ)·F for a force of friction F. So where δL = dK/dt for some
 * function K, the charge Q = p·ξ − h τ − K stays. K is the transformation's own; without one it is looked for, if δq and
 * δt do not depend on velocities. `kind` is computed: the identities are tried at random points.
 *
 * Throws where δq has another length than q.
 * Source: Noether 1918 (in English: arXiv physics/0503066), §§1–2; Kosmann-Schwarzbach 2011, doi:10.1007/978-0-387-87868-3.
 *
 * @example
 * ```ts
 * import { kepler, noether, rotation } from '#physics';
 *
 * const { kind, defect, charge } = noether(kepler(), rotation);
 * ({ kind, defect, angularMomentum: charge({ q: [1, 0], v: [0, 1.2] }) });
 * ```
 */
export function noether(system: LagrangianSystem, transformation: Transformation): Noether {
  const n = system.coordinates.length;
  const names = namesFor(n);
  const { q, v, t, all } = names;
  const a = Array.from({ length: n }, (_, i) => Expression.variable(`a${i + 1}`));
  const ddt = (formula: Scalar): Scalar => derivativeAlong(formula, [...q, ...v, t], [...v, ...a, 1]);

  const ξ = transformation.δq(q, v, t);
  const τ = transformation.δt?.(q, v, t) ?? 0;
  if (ξ.length !== n) {
    throw new RangeError(
      `${transformation.name}: δq has ${ξ.length} components, but the system has the coordinates ` +
        `${system.coordinates.join(', ')}.`,
    );
  }
  const L = system.lagrangian(q, v, t);
  const p = gradient(L, v);
  const h = sub(dot(p, v), L);
  const slope = gradient(L, q);
  const terms = [
    ...ξ.map((component, i) => mul(component, slope[i])),
    ...ξ.map((component, i) => mul(sub(ddt(component), mul(v[i], ddt(τ))), p[i])),
    mul(τ, gradient(L, [t])[0]),
    mul(ddt(τ), L),
  ];
  const friction = gradient(system.dissipation?.(q, v, t) ?? 0, v);
  const drag = neg(
    dot(
      friction,
      ξ.map((component, i) => sub(component, mul(v[i], τ))),
    ),
  );

  const given = transformation.K?.(q, v, t) ?? 0;
  const inputs = [...all, ...a];
  const strict = defectOf([[...terms, neg(ddt(given))]], inputs);
  const points = !dependsOn(add(...ξ, τ), v);
  const found =
    strict > TOLERANCE && given === 0 && points ? findBoundaryTerm(terms, names, a) : { defect: strict };
  const holds = found.defect <= TOLERANCE;
  const kind = !holds ? 'none' : given === 0 && !found.K ? 'symmetry' : 'quasi-symmetry';
  const K = holds ? given : 0;

  const change = add(...terms);
  const rate = add(found.K ? 0 : sub(change, ddt(K)), drag);
  const parts = [...p.map((momentum, i) => mul(momentum, ξ[i])), neg(mul(h, τ)), neg(K)];
  const { run } = compile([change, rate, ...parts], inputs);
  const { acceleration } = eulerLagrange(system).lagrangian;
  const values = new Float64Array(3 * n + 1);
  const at = ({ q: position, v: velocity, t: time = 0 }: State): Float64Array => {
    values.set(position);
    values.set(velocity, n);
    values[2 * n] = time;
    values.set(acceleration(position, velocity, time), 2 * n + 1);
    return run(values);
  };
  const foundAt = ({ q: position, t: time = 0 }: State): number => found.K?.(position, time) ?? 0;
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return {
    kind,
    defect: holds ? found.defect : strict,
    charge: (state) => sum(at(state).subarray(2)) - foundAt(state),
    rate: (state) => at(state)[1],
    change: (state) => at(state)[0],
    scale: (state) => sum(at(state).subarray(2).map(Math.abs)) + Math.abs(foundAt(state)),
  };
}

/** What to look for in a table: the verdict, and the size of the breaking. */
export type Verdict = Pick<Noether, 'kind' | 'defect'>;

/**
 * Which of some transformations are symmetries of which of some systems: a table that is computed, not typed.
 *
 * Row i, column j is the verdict on system i and transformation j; transformations are chosen for each system, as a
 * rotation of points and of angles are different formulas (`transformationsOf`).
 *
 * @example
 * ```ts
 * import { kepler, pendulum, symmetryTable, transformationsOf } from '#physics';
 *
 * symmetryTable([pendulum(), kepler()], transformationsOf).map(
 *   ({ system, transformation, verdict }) => `${system.name}, ${transformation.name}: ${verdict.kind}`,
 * );
 * ```
 */
export function symmetryTable<S extends LagrangianSystem>(
  systems: readonly S[],
  transformations: (system: S) => readonly Transformation[],
): { readonly system: S; readonly transformation: Transformation; readonly verdict: Verdict }[] {
  return systems.flatMap((system) =>
    transformations(system).map((transformation) => {
      const { kind, defect } = noether(system, transformation);
      return { system, transformation, verdict: { kind, defect } };
    }),
  );
}

import { equationsOf } from '../equations-of.ts';
import type { HamiltonianSystem, LagrangianSystem } from '../mechanics.ts';
import { implicitMidpoint } from './implicit-midpoint.ts';
import type { Method } from './method.ts';
import { rk4 } from './rk4.ts';
import { yoshida, yoshida4 } from './yoshida.ts';

/**
 * The fourth-order method that suits a system: Yoshida's where H = T(p) + V(q, t), Yoshida's of implicit midpoint steps
 * for other conservative systems, and Runge–Kutta where friction leaves nothing to be symplectic about.
 *
 * @example
 * ```ts
 * import { doublePendulum, drivenOscillator, fourthOrderFor, kepler } from '#physics';
 *
 * [kepler(), doublePendulum(), drivenOscillator()].map((system) => fourthOrderFor(system).name);
 * ```
 */
export function fourthOrderFor(system: LagrangianSystem | HamiltonianSystem): Method {
  if ('lagrangian' in system && system.dissipation) return rk4;
  return equationsOf(system).inseparable === undefined ? yoshida4 : yoshida(implicitMidpoint);
}

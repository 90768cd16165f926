import { add } from './expression/operations.ts';
import type { Lagrangian, LagrangianSystem } from './mechanics.ts';

/**
 * A system with something added to its Lagrangian: L + ΔL, and the same friction.
 *
 * @example
 * ```ts
 * import { kepler, mul, noether, perturb, rotation } from '#physics';
 *
 * const tilted = perturb(kepler(), ([x]) => mul(-0.01, x)); // a weak uniform force along −x
 * const { kind, defect } = noether(tilted, rotation);
 * ({ kind, defect });
 * ```
 */
export function perturb(system: LagrangianSystem, ΔL: Lagrangian): LagrangianSystem {
  return {
    coordinates: system.coordinates,
    lagrangian: (q, v, t) => add(system.lagrangian(q, v, t), ΔL(q, v, t)),
    dissipation: system.dissipation,
  };
}

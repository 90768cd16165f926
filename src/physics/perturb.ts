import { add } from './expression/operations.ts';
import type { Lagrangian, LagrangianSystem } from './mechanics.ts';

/**
 * A system with something added to its Lagrangian: L + ΔL, and the same friction.
 *
 * @example
 * const tilted = perturb(kepler(), ([x]) => mul(-ε, x)); // a weak uniform force along −x breaks the rotation
 */
export function perturb(system: LagrangianSystem, ΔL: Lagrangian): LagrangianSystem {
  return {
    coordinates: system.coordinates,
    lagrangian: (q, v, t) => add(system.lagrangian(q, v, t), ΔL(q, v, t)),
    dissipation: system.dissipation,
  };
}

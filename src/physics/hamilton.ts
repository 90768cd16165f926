import { onState } from './euler-lagrange.ts';
import { compile } from './expression/compile.ts';
import { gradient } from './expression/gradient.ts';
import { neg } from './expression/operations.ts';
import { dependsOn } from './expression/substitute.ts';
import { namesFor } from './expression/variables.ts';
import type { Equations, HamiltonianSystem } from './mechanics.ts';

/**
 * Hamilton's equations of any Hamiltonian, by automatic differentiation: q̇ = ∂H/∂p, ṗ = −∂H/∂q.
 *
 * Source: Goldstein, Poole & Safko, Classical Mechanics (3rd ed.), eq. (8.18).
 *
 * @example
 * ```ts
 * import { add, div, hamilton, square } from '#physics';
 *
 * const equations = hamilton({ coordinates: ['q'], hamiltonian: ([q], [p]) => div(add(square(q), square(p)), 2) });
 * ({ velocity: equations.velocity([1], [0.5], 0)[0], force: equations.force([1], [0.5], 0)[0] });
 * ```
 */
export function hamilton(system: HamiltonianSystem): Equations {
  const n = system.coordinates.length;
  const { q, v: p, t, all } = namesFor(n);
  const H = system.hamiltonian(q, p, t);
  const velocity = gradient(H, p);
  const force = gradient(H, q).map((component) => neg(component));
  const energyAt = onState(compile([H], all), n);
  return {
    degrees: n,
    velocity: onState(compile(velocity, all), n),
    force: onState(compile(force, all), n),
    energy: (at, momentum, time) => energyAt(at, momentum, time)[0],
    inseparable: velocity.some((component) => dependsOn(component, [...q, t]))
      ? 'its velocities ∂H/∂p depend on the coordinates or the time'
      : force.some((component) => dependsOn(component, p))
        ? 'its force −∂H/∂q depends on the momenta'
        : undefined,
    lagrangian: undefined,
  };
}

import { eulerLagrange } from './euler-lagrange.ts';
import { hamilton } from './hamilton.ts';
import type { Equations, HamiltonianSystem, LagrangianSystem } from './mechanics.ts';

/** The equations of motion of a system: by its Lagrangian where it has one, else by its Hamiltonian. */
export const equationsOf = (system: LagrangianSystem | HamiltonianSystem): Equations =>
  'lagrangian' in system ? eulerLagrange(system) : hamilton(system);

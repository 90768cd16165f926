/** Networks that learn mechanics: energies, Lagrangians and friction whose derivatives are the motion. */
export type { Activation } from './activation.ts';
export { helmholtzNetwork, rayleighNetwork } from './dissipative-network.ts';
export type { RayleighNetwork, RayleighParameters } from './dissipative-network.ts';
export { fieldLoss, rk4Step } from './dynamics-network.ts';
export type { DynamicsNetwork } from './dynamics-network.ts';
export { hamiltonianNetwork, plainNetwork } from './hamiltonian-network.ts';
export type { HamiltonianNetwork, NetworkOptions } from './hamiltonian-network.ts';
export { invariantLagrangianNetwork, lagrangianNetwork } from './lagrangian-network.ts';
export type { LagrangianNetwork, LagrangianNetworkOptions } from './lagrangian-network.ts';
export type { MlpParameters } from './mlp.ts';
export { observeMotions, startWithin } from './observe-motions.ts';
export type { Observations, ObserveOptions } from './observe-motions.ts';
export { orthogonal } from './orthogonal.ts';
export { gradientCosine, poissonBracket } from './poisson-bracket.ts';
export { rollOut } from './roll-out.ts';

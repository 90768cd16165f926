/**
 * Mechanics in double precision with the same bits in every engine, and lattice models. It reaches no tensors, so a view
 * cell may import it; networks that learn mechanics are in `#physics/networks`.
 */
export { agm } from './agm.ts';
export { compile } from './expression/compile.ts';
export type { Program } from './expression/compile.ts';
export { Expression } from './expression/expression.ts';
export type { Scalar } from './expression/expression.ts';
export { parseFormula } from './expression/parse-formula.ts';
export { derivativeAlong, gradient } from './expression/gradient.ts';
export * from './expression/operations.ts';
export { energyOf, eulerLagrange } from './euler-lagrange.ts';
export { fingerprint64 } from './fingerprint64.ts';
export { hamilton } from './hamilton.ts';
export { fourthOrderFor } from './integrators/fourth-order-for.ts';
export { implicitMidpoint } from './integrators/implicit-midpoint.ts';
export { integrate } from './integrators/integrate.ts';
export type { IntegrateOptions, Trajectory } from './integrators/integrate.ts';
export { leapfrog } from './integrators/leapfrog.ts';
export type { Method, Stepper } from './integrators/method.ts';
export { rk4 } from './integrators/rk4.ts';
export { variational } from './integrators/variational.ts';
export { yoshida, yoshida4 } from './integrators/yoshida.ts';
export { ising } from './lattice/ising.ts';
export type { Ising } from './lattice/ising.ts';
export { isingCriticalTemperature, onsagerEnergy, yangMagnetisation } from './lattice/ising-exact.ts';
export type { LatticeOptions } from './lattice/torus.ts';
export { xy } from './lattice/xy.ts';
export type { XY } from './lattice/xy.ts';
export type {
  Equations,
  Hamiltonian,
  HamiltonianSystem,
  Lagrangian,
  LagrangianEquations,
  LagrangianSystem,
  PhasePoint,
  State,
} from './mechanics.ts';
export { chargeAlong } from './noether/along.ts';
export type { ChargeAlong } from './noether/along.ts';
export {
  boost,
  rotation,
  scaling,
  shift,
  shiftInTime,
  shiftOfAll,
  transformationsOf,
} from './noether/library.ts';
export { noether, symmetryTable } from './noether/noether.ts';
export type { Noether, Verdict } from './noether/noether.ts';
export { oneParameter } from './noether/transformation.ts';
export type { Moved, Transformation, Variation } from './noether/transformation.ts';
export { perturb } from './perturb.ts';
export { simulatorFingerprints } from './simulator-fingerprints.ts';
export { allSystems } from './systems/all.ts';
export { chargeInMagneticField } from './systems/charge-in-magnetic-field.ts';
export { doublePendulum } from './systems/double-pendulum.ts';
export { drivenOscillator } from './systems/driven-oscillator.ts';
export { freeParticle } from './systems/free-particle.ts';
export { kepler, keplerPeriod } from './systems/kepler.ts';
export { nBody } from './systems/n-body.ts';
export { anisotropicOscillator, isotropicOscillator } from './systems/oscillator.ts';
export { pendulum, pendulumPeriod } from './systems/pendulum.ts';
export { springPendulum } from './systems/spring-pendulum.ts';
export type { Space, System } from './systems/system.ts';

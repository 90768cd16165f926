import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import type { Hamiltonian } from '../mechanics.ts';
import type { Activation } from './activation.ts';
import { gradientOf, symplecticGradient } from './dynamics-network.ts';
import type { DynamicsNetwork } from './dynamics-network.ts';
import { mlp } from './mlp.ts';
import type { MlpParameters } from './mlp.ts';

export interface NetworkOptions {
  /** Degrees of freedom n; x = (q₁ … qₙ, p₁ … pₙ). */
  readonly degrees: number;
  /** Widths of the hidden layers. Default 200, 200. */
  readonly hidden?: readonly number[] | undefined;
  /** Default tanh. */
  readonly activation?: Activation | undefined;
}

/** A network whose output is an energy. */
export interface HamiltonianNetwork extends DynamicsNetwork<MlpParameters> {
  /** H at x: [B, 2n] → [B, 1]. */
  readonly energy: (parameters: MlpParameters, x: Tensor2D) => Tensor2D;
  /** The learned H as a plain function with the parameters as they are now, for integrators in double precision. */
  readonly hamiltonian: (parameters: MlpParameters) => Hamiltonian;
}

/**
 * A Hamiltonian network: one output H_θ, and ẋ = (∂H_θ/∂p, −∂H_θ/∂q). Its own H_θ is conserved by its own motion,
 * whatever its parameters are.
 *
 * Source: Greydanus, Dzamba & Yosinski 2019, arXiv 1906.01563, eqs. (2) and (3).
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { integrate, implicitMidpoint } from '#physics';
 * import { hamiltonianNetwork } from '#physics/networks';
 *
 * const net = hamiltonianNetwork({ degrees: 1, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * const learned = { coordinates: ['q'], hamiltonian: net.hamiltonian(parameters) };
 * const { energy } = integrate(learned, { q: [1], p: [0] }, { method: implicitMidpoint, step: 0.1, steps: 200, every: 100 });
 * Array.from(energy); // untrained, and its own energy is kept
 * ```
 */
export function hamiltonianNetwork({
  degrees,
  hidden = [200, 200],
  activation,
}: NetworkOptions): HamiltonianNetwork {
  const potential = mlp({ in: 2 * degrees, hidden, out: 1, activation });
  return {
    degrees,
    init: (random) => potential.init(random),
    energy: (parameters, x) => potential.apply(parameters, x),
    field: (parameters, x) =>
      tf.tidy(() => symplecticGradient(gradientOf((at) => potential.apply(parameters, at), x))),
    hamiltonian(parameters) {
      const H = potential.plain(parameters);
      return (q, p) => H([...q, ...p])[0];
    },
  };
}

/**
 * An ordinary network for ẋ, that knows of no energy: what a Hamiltonian network is compared with.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { plainNetwork } from '#physics/networks';
 *
 * const net = plainNetwork({ degrees: 1, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * tf.countParameters(parameters);
 * ```
 */
export function plainNetwork({
  degrees,
  hidden = [200, 200],
  activation,
}: NetworkOptions): DynamicsNetwork<MlpParameters> {
  const map = mlp({ in: 2 * degrees, hidden, out: 2 * degrees, activation });
  return { degrees, init: (random) => map.init(random), field: (parameters, x) => map.apply(parameters, x) };
}

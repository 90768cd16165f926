import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { columns, gradientOf, symplecticGradient } from './dynamics-network.ts';
import type { DynamicsNetwork } from './dynamics-network.ts';
import type { NetworkOptions } from './hamiltonian-network.ts';
import { mlp } from './mlp.ts';
import type { MlpParameters } from './mlp.ts';

/**
 * A network of two potentials: ẋ = ∇F_θ + (∂G_θ/∂p, −∂G_θ/∂q), Helmholtz's decomposition of any field.
 *
 * G is the energy of the part that conserves it, F what friction and sources descend from; nothing fixes their signs.
 * Both are outputs of one trunk: F the first, G the second.
 * Source: Greydanus et al. 2019, arXiv 1906.01563 (their code's `both`); Sosanya & Greydanus 2022, arXiv 2201.10085.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { helmholtzNetwork } from '#physics/networks';
 *
 * const net = helmholtzNetwork({ degrees: 1, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * const x = tf.tensor2d([[1, 0.5]]);
 * const potentials = net.potentials(parameters, x); // F and G
 * Array.from(potentials.dataSync());
 * ```
 */
export function helmholtzNetwork({
  degrees,
  hidden = [200, 200],
  activation,
}: NetworkOptions): DynamicsNetwork<MlpParameters> & {
  readonly potentials: (parameters: MlpParameters, x: Tensor2D) => Tensor2D;
} {
  const trunk = mlp({ in: 2 * degrees, hidden, out: 2, activation });
  const slope = (parameters: MlpParameters, x: Tensor2D, output: number): Tensor2D =>
    gradientOf((at) => columns(trunk.apply(parameters, at), output, 1), x); // [B, 2n]
  return {
    degrees,
    init: (random) => trunk.init(random),
    potentials: (parameters, x) => trunk.apply(parameters, x), // [B, 2]
    field: (parameters, x) =>
      tf.tidy(() => tf.add(slope(parameters, x, 0), symplecticGradient(slope(parameters, x, 1)))),
  };
}

/** Parameters of a network with a Rayleigh function: of its energy, and of its friction. */
export type RayleighParameters = { readonly energy: MlpParameters; readonly friction: MlpParameters };

/** A network whose energy its own motion can only lose. */
export interface RayleighNetwork extends DynamicsNetwork<RayleighParameters> {
  /** H at x: [B, 2n] → [B, 1]. */
  readonly energy: (parameters: RayleighParameters, x: Tensor2D) => Tensor2D;
  /** How fast that energy is lost, |B(q) ∂H/∂p|² ≥ 0: [B, 2n] → [B, 1]. */
  readonly loss: (parameters: RayleighParameters, x: Tensor2D) => Tensor2D;
}

/**
 * A dissipative network: q̇ = ∂H_θ/∂p, ṗ = −∂H_θ/∂q − ∂R_θ/∂q̇ with Rayleigh's R_θ = ½ |B_θ(q) q̇|².
 *
 * The friction matrix BᵀB has no negative eigenvalue, so dH_θ/dt = −|B_θ q̇|² ≤ 0 whatever the parameters are: the
 * network cannot create energy. `friction` are the widths that compute B(q), [n, n] (default 32).
 * Source: Goldstein, Poole & Safko, Classical Mechanics (3rd ed.), section 1.5; van der Schaft & Jeltsema 2014,
 * doi:10.1561/2600000002.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { rayleighNetwork } from '#physics/networks';
 *
 * const net = rayleighNetwork({ degrees: 1, hidden: [8], friction: [4] });
 * const parameters = net.init(tf.random(seed));
 * const x = tf.tensor2d([[1, 0.5], [-2, 0.1]]);
 * const loss = net.loss(parameters, x);
 * Array.from(loss.dataSync()).map((lost) => lost >= 0); // untrained, and no energy is created
 * ```
 */
export function rayleighNetwork({
  degrees: n,
  hidden = [200, 200],
  friction = [32],
  activation,
}: NetworkOptions & { readonly friction?: readonly number[] }): RayleighNetwork {
  const potential = mlp({ in: 2 * n, hidden, out: 1, activation });
  const brake = mlp({ in: n, hidden: friction, out: n * n, activation });
  const parts = (parameters: RayleighParameters, x: Tensor2D) => {
    const slope = gradientOf((at) => potential.apply(parameters.energy, at), x); // [B, 2n]
    const rate = tf.reshape(columns(slope, n, n), [-1, n, 1]); // q̇, [B, n, 1]
    const matrix = tf.reshape(brake.apply(parameters.friction, columns(x, 0, n)), [-1, n, n]); // B(q), [B, n, n]
    return { slope, matrix, braked: tf.matMul(matrix, rate) }; // B q̇, [B, n, 1]
  };
  return {
    degrees: n,
    init: (random) => ({
      energy: potential.init(random.fork('energy')),
      friction: brake.init(random.fork('friction')),
    }),
    energy: (parameters, x) => potential.apply(parameters.energy, x),
    loss: (parameters, x) => tf.tidy(() => tf.sum(tf.square(parts(parameters, x).braked), 1) as Tensor2D), // [B, 1]
    field: (parameters, x) =>
      tf.tidy(() => {
        const { slope, matrix, braked } = parts(parameters, x);
        const force = tf.reshape(tf.matMul(matrix, braked, true), [-1, n]) as Tensor2D; // ∂R/∂q̇ = BᵀB q̇, [B, n]
        return tf.sub(
          symplecticGradient(slope),
          tf.pad(force, [
            [0, 0],
            [n, 0],
          ]),
        );
      }),
  };
}

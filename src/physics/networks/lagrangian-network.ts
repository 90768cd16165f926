import * as tf from '#tensor';
import type { Tensor, Tensor2D } from '#tensor';
import { add, dot, mul } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import type { Lagrangian } from '../mechanics.ts';
import type { Activation } from './activation.ts';
import { columns, gradientOf } from './dynamics-network.ts';
import type { DynamicsNetwork } from './dynamics-network.ts';
import { mlp } from './mlp.ts';
import type { MlpParameters } from './mlp.ts';
import { solveRows } from './solve-rows.ts';

/** A network whose output is a Lagrangian; its states are x = (q, v). */
export interface LagrangianNetwork extends DynamicsNetwork<MlpParameters> {
  /** L at x: [B, 2n] → [B, 1]. */
  readonly action: (parameters: MlpParameters, x: Tensor2D) => Tensor2D;
  /** The learned L as a plain function with the parameters as they are now, for `integrate` and `noether` in double precision. */
  readonly lagrangian: (parameters: MlpParameters) => Lagrangian;
}

export interface LagrangianNetworkOptions {
  /** Degrees of freedom n; x = (q₁ … qₙ, v₁ … vₙ). */
  readonly degrees: number;
  /** Widths of the hidden layers. Default 64, 64. */
  readonly hidden?: readonly number[] | undefined;
  /** Default softplus. */
  readonly activation?: Activation | undefined;
  /** The mass of a kinetic energy that is added, so that the mass matrix can be inverted from the start. Default 1. */
  readonly mass?: number | undefined;
}

/**
 * A Lagrangian network: one output, L_θ = ½ m |v|² + net(q, v), and v̇ = (∂²L/∂v²)⁻¹ (∂L/∂q − (∂²L/∂v∂q) v).
 *
 * With `mass: 0` it is that of Cranmer et al.; a mass only moves where training starts, as the network can take it away.
 * Nothing is wrapped or scaled. The mass matrix is not checked: where it is singular the accelerations are not finite.
 * Source: Cranmer et al. 2020, arXiv 2003.04630, eq. (6).
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { lagrangianNetwork } from '#physics/networks';
 *
 * const net = lagrangianNetwork({ degrees: 1, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * const x = tf.tensor2d([[1, 0.5]]); // q, v
 * const rates = net.field(parameters, x);
 * Array.from(rates.dataSync()); // v, and the acceleration
 * ```
 */
export function lagrangianNetwork(options: LagrangianNetworkOptions): LagrangianNetwork {
  const { degrees: n } = options;
  return ofFeatures(options, 2 * n, {
    onTensor: (x) => x,
    onFormulas: (q, v) => [...q, ...v],
  });
}

/**
 * A Lagrangian network of the rotation invariants alone: L_θ = ½ m |v|² + net(Gram matrix of all q's and v's).
 *
 * The coordinates are points of a `space` of so many dimensions (default 2), x₁, y₁, x₂, y₂, …; the invariants are the
 * products qᵢ·qⱼ, qᵢ·vⱼ, vᵢ·vⱼ. No rotation (or reflection) of everything changes L_θ, whatever its parameters are, so by
 * Noether's theorem its own motion keeps its own angular momentum Σ qᵢ × ∂L_θ/∂vᵢ, before it has learned anything.
 * Throws a RangeError unless `degrees` is a multiple of `space`.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { noether, rotation } from '#physics';
 * import { invariantLagrangianNetwork } from '#physics/networks';
 *
 * const net = invariantLagrangianNetwork({ degrees: 2, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * const learned = { coordinates: ['x', 'y'], lagrangian: net.lagrangian(parameters) };
 * noether(learned, rotation).kind; // before it has learned anything
 * ```
 */
export function invariantLagrangianNetwork(
  options: LagrangianNetworkOptions & { readonly space?: number },
): LagrangianNetwork {
  const { degrees: n, space = 2 } = options;
  const count = (2 * n) / space; // vectors: all q's, then all v's
  if (!Number.isInteger(n / space)) {
    throw new RangeError(`${n} coordinates are no whole number of points of a space of ${space} dimensions.`);
  }
  const pairs = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count - i }, (__, j) => [i, i + j] as const),
  ).flat();
  return ofFeatures(options, pairs.length, {
    onTensor(x) {
      const vectors = tf.split(x, count, 1); // [B, space] each
      return tf.concat(
        pairs.map(([i, j]) => tf.sum(tf.mul(vectors[i], vectors[j]), 1, true)),
        1,
      ) as Tensor2D; // [B, pairs]
    },
    onFormulas(q, v) {
      const all = [...q, ...v];
      const vector = (i: number): Scalar[] => all.slice(i * space, (i + 1) * space);
      return pairs.map(([i, j]) => dot(vector(i), vector(j)));
    },
  });
}

interface Features {
  readonly onTensor: (x: Tensor2D) => Tensor2D;
  readonly onFormulas: (q: readonly Scalar[], v: readonly Scalar[]) => Scalar[];
}

function ofFeatures(
  { degrees: n, hidden = [64, 64], activation = 'softplus', mass = 1 }: LagrangianNetworkOptions,
  size: number,
  { onTensor, onFormulas }: Features,
): LagrangianNetwork {
  const net = mlp({ in: size, hidden, out: 1, activation, gain: 0.1 });
  const action = (parameters: MlpParameters, x: Tensor2D): Tensor2D =>
    tf.tidy(() => {
      const kinetic = tf.mul(tf.sum(tf.square(columns(x, n, n)), 1, true), mass / 2); // [B, 1]
      return tf.add(kinetic, net.apply(parameters, onTensor(x))); // [B, 1]
    });
  return {
    degrees: n,
    init: (random) => net.init(random),
    action,
    lagrangian(parameters) {
      const learned = net.plain(parameters);
      return (q, v) => add(mul(mass / 2, dot(v, v)), learned(onFormulas(q, v))[0]);
    },
    field: (parameters, x) =>
      tf.tidy(() => {
        const slope = (at: Tensor2D): Tensor2D => gradientOf((y) => action(parameters, y), at); // [B, 2n]
        const v = columns(x, n, n);
        const curvature = Array.from({ length: n }, (_, i) =>
          gradientOf((at) => columns(slope(at), n + i, 1), x),
        ); // row i: ∂²L/∂vᵢ∂q and ∂²L/∂vᵢ∂v, [B, 2n]
        const force = columns(slope(x), 0, n); // ∂L/∂q, [B, n]
        const rest = curvature.map((row, i): Tensor =>
          tf.sub(columns(force, i, 1), tf.sum(tf.mul(columns(row, 0, n), v), 1, true)),
        ); // [B, 1] each
        const matrix = curvature.map((row) => tf.split(columns(row, n, n), n, 1)); // [B, 1] each
        return tf.concat([v, ...solveRows(matrix, rest)], 1) as Tensor2D;
      }),
  };
}

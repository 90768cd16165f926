import * as tf from '#tensor';
import type { Parameters, Random, Tensor2D } from '#tensor';

/** A network that says how a state changes: x = (q, p) or (q, v), [B, 2n] → ẋ, [B, 2n]. */
export interface DynamicsNetwork<P extends Parameters = Parameters> {
  readonly degrees: number;
  /** Parameters of its own, which are the caller's. */
  init(random: Random): P;
  /** ẋ at x: differentiable with respect to the parameters and to x. */
  field(parameters: P, x: Tensor2D): Tensor2D;
}

/** Σ over the batch of a potential: its gradient is that of each row by itself. */
export const gradientOf = (potential: (x: Tensor2D) => tf.Tensor, x: Tensor2D): Tensor2D =>
  tf.grad((at: tf.Tensor) => tf.sum(potential(at as Tensor2D)))(x) as Tensor2D;

/** The columns [from, from + count) of a matrix. */
export const columns = (x: Tensor2D, from: number, count: number): Tensor2D =>
  tf.slice(x, [0, from], [-1, count]);

/** (∂F/∂p, −∂F/∂q), [B, 2n], from (∂F/∂q, ∂F/∂p). */
export function symplecticGradient(slope: Tensor2D): Tensor2D {
  const n = slope.shape[1] / 2;
  return tf.concat([columns(slope, n, n), tf.neg(columns(slope, 0, n))], 1) as Tensor2D;
}

/**
 * The mean squared error of a network's field, (1/2nB) Σ |ẋ − field(x)|²: the loss of all networks here.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { fieldLoss, plainNetwork } from '#physics/networks';
 *
 * const net = plainNetwork({ degrees: 1, hidden: [8] });
 * const parameters = net.init(tf.random(seed));
 * const x = tf.tensor2d([[1, 0]]);
 * const dx = tf.tensor2d([[0, -1]]);
 * tf.tidy(() => fieldLoss(net)(parameters, { x, dx }).dataSync()[0]);
 * ```
 */
export function fieldLoss<P extends Parameters>(
  network: DynamicsNetwork<P>,
): (parameters: P, batch: { readonly x: Tensor2D; readonly dx: Tensor2D }) => tf.Scalar {
  return (parameters, { x, dx }) => tf.meanSquaredError(dx, network.field(parameters, x));
}

/**
 * One step of the classical Runge–Kutta method along a field, [B, 2n] → [B, 2n]. The result is the caller's.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { rk4Step } from '#physics/networks';
 *
 * const x = tf.tensor2d([[1]]);
 * const grown = rk4Step((at) => tf.clone(at), x, 0.1); // ẋ = x
 * grown.dataSync()[0]; // e^0.1 = 1.10517…
 * ```
 */
export function rk4Step(field: (x: Tensor2D) => Tensor2D, x: Tensor2D, h: number): Tensor2D {
  return tf.tidy(() => {
    const ahead = (rate: Tensor2D, time: number): Tensor2D => tf.add(x, tf.mul(rate, time));
    const k1 = field(x);
    const k2 = field(ahead(k1, h / 2));
    const k3 = field(ahead(k2, h / 2));
    const k4 = field(ahead(k3, h));
    const inner = tf.mul(tf.add(k2, k3), 2);
    return tf.add(x, tf.mul(tf.add(tf.add(k1, inner), k4), h / 6));
  });
}

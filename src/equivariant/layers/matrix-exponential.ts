import * as tf from '#tensor';
import type { Tensor3D } from '#tensor';

const SQUARINGS = 3;
const TERMS = 12;

/**
 * The exponential of square matrices, exp(A) = Σₖ Aᵏ/k!, differentiable: [B, d, d] → [B, d, d].
 *
 * exp(A) = (exp(A/8))⁸ with twelve terms of the series, which for ‖A‖ ≤ 8 leave 1e-9 and so float32's rounding alone.
 */
export function matrixExponential(a: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const identity = tf.eye(a.shape[1]);
    const small = tf.mul(a, 0.5 ** SQUARINGS);
    let result = tf.broadcastTo(identity, a.shape) as Tensor3D;
    // Horner: I + A(I + A/2 (I + A/3 (…)))
    for (let k = TERMS; k >= 1; k--) result = tf.add(tf.matMul(tf.mul(small, 1 / k), result), identity);
    for (let k = 0; k < SQUARINGS; k++) result = tf.matMul(result, result);
    return result;
  });
}

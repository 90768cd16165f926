import * as tf from '#tensor';
import type { Random, Tensor, Tensor1D, Tensor2D } from '#tensor';

/** Parameters of an affine map of the last axis: weight [in, out], bias [out] where there is one. */
export type AffineParameters = { readonly weight: Tensor2D; readonly bias?: Tensor1D };

/** Draws Glorot-uniform weights and zero biases. */
export function drawAffine(sizeIn: number, sizeOut: number, random: Random): Required<AffineParameters> {
  return { weight: drawWeight(sizeIn, sizeOut, random), bias: tf.zeros([sizeOut]) as Tensor1D };
}

/** Draws Glorot-uniform weights [in, out]. */
export function drawWeight(sizeIn: number, sizeOut: number, random: Random): Tensor2D {
  return tf.glorotUniform([sizeIn, sizeOut], sizeIn, sizeOut, random) as Tensor2D;
}

/** Maps the last axis: y = xW + b, [..., in] → [..., out]. */
export function applyAffine<T extends Tensor>(x: T, { weight, bias }: AffineParameters): T {
  return tf.tidy(() => {
    const [sizeIn, sizeOut] = weight.shape;
    const rows = tf.reshape(x, [-1, sizeIn]) as Tensor2D; // [all others, in]
    const y = tf.matMul(rows, weight); // [all others, out]
    return tf.reshape(bias ? tf.add(y, bias) : y, [...x.shape.slice(0, -1), sizeOut]) as T;
  });
}

import * as tf from '#tensor';
import type { Tensor1D, Tensor2D } from '#tensor';
import { assertHolds, vector } from './feature-type.ts';
import type { Layer } from './layer.ts';

/** Parameters of a dense layer: weight [in, out], bias [out]. */
export type DenseParameters = { readonly weight: Tensor2D; readonly bias: Tensor1D };

/**
 * Maps vectors affinely: y = xW + b, [B, in] → [B, out]. Glorot-uniform weights, zero biases.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { dense } from '#equivariant';
 *
 * const layer = dense({ in: 3, out: 2 });
 * const parameters = layer.init(tf.random(seed));
 * const x = tf.tensor2d([[1, 0, -1]]);
 * const y = layer.apply(parameters, x);
 * Array.from(y.dataSync());
 * ```
 */
export function dense(options: { readonly in: number; readonly out: number }): Layer<DenseParameters> {
  const { in: sizeIn, out: sizeOut } = options;
  const name = `dense ${sizeIn} → ${sizeOut}`;
  const inType = vector(sizeIn);
  return {
    name,
    inType,
    outType: vector(sizeOut),
    init: (random) => ({
      weight: tf.glorotUniform([sizeIn, sizeOut], sizeIn, sizeOut, random) as Tensor2D,
      bias: tf.zeros([sizeOut]) as Tensor1D,
    }),
    apply({ weight, bias }, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => tf.add(tf.matMul(x as Tensor2D, weight), bias)); // [B, out]
    },
  };
}

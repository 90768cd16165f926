import * as tf from '#tensor';
import { add, div, exp, mul, neg, softplus, tanh } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';

/** Smooth functions between the layers of a network: a network of kinks has no second derivative to learn mechanics by. */
export type Activation = 'tanh' | 'softplus' | 'sigmoid' | 'swish';

/** The same function twice: on tensors for training, on formulas for mechanics in double precision. */
interface TwoFold {
  readonly onTensor: (x: tf.Tensor) => tf.Tensor;
  readonly onFormula: (x: Scalar) => Scalar;
}

const sigmoid = (x: Scalar): Scalar => div(1, add(1, exp(neg(x))));

export const ACTIVATIONS: Readonly<Record<Activation, TwoFold>> = {
  tanh: { onTensor: (x) => tf.tanh(x), onFormula: (x) => tanh(x) },
  softplus: { onTensor: (x) => tf.softplus(x), onFormula: (x) => softplus(x) },
  sigmoid: { onTensor: (x) => tf.sigmoid(x), onFormula: sigmoid },
  swish: { onTensor: (x) => tf.mul(x, tf.sigmoid(x)), onFormula: (x) => mul(x, sigmoid(x)) },
};

import * as tf from '#tensor';
import type { Random, Tensor1D, Tensor2D } from '#tensor';
import { add, mul } from '../expression/operations.ts';
import type { Scalar } from '../expression/expression.ts';
import { ACTIVATIONS } from './activation.ts';
import type { Activation } from './activation.ts';
import { orthogonal } from './orthogonal.ts';

/** Parameters of a multilayer perceptron: of each layer weight [in, out], and bias [out] of all but the last. */
export type MlpParameters = {
  readonly weights: readonly Tensor2D[];
  readonly biases: readonly Tensor1D[];
};

/** A multilayer perceptron, the same on tensors and on formulas. */
export interface Mlp {
  /** Parameters of its own, which are the caller's. */
  readonly init: (random: Random) => MlpParameters;
  /** [B, in] → [B, out]. */
  readonly apply: (parameters: MlpParameters, x: Tensor2D) => Tensor2D;
  /** The same as a plain function of `in` scalars, with the parameters as the numbers that they are now. */
  readonly plain: (parameters: MlpParameters) => (x: readonly Scalar[]) => Scalar[];
}

export interface MlpOptions {
  readonly in: number;
  readonly hidden: readonly number[];
  readonly out: number;
  /** Default tanh. */
  readonly activation?: Activation | undefined;
  /** The weights of the last layer start at so much of orthogonal ones. Default 1. */
  readonly gain?: number;
}

/**
 * A multilayer perceptron: y = σ(… σ(x W₁ + b₁) …) Wₖ. The last layer has no bias: a potential is free up to a constant.
 *
 * Weights start orthogonal, biases uniform in ±1/√in, as Greydanus et al. (2019, arXiv 1906.01563) start theirs.
 */
export function mlp({ in: size, hidden, out, activation = 'tanh', gain = 1 }: MlpOptions): Mlp {
  const sizes = [size, ...hidden, out];
  if (!sizes.every((width) => Number.isInteger(width) && width > 0)) {
    throw new RangeError(`mlp: sizes are whole numbers above 0; got ${sizes.join(' → ')}.`);
  }
  const { onTensor, onFormula } = ACTIVATIONS[activation];
  const layers = sizes.slice(1).map((width, i) => [sizes[i], width] as const);
  return {
    init: (random) => ({
      weights: layers.map(([from, to], i) =>
        orthogonal(from, to, random.fork(`weight ${i}`), i === layers.length - 1 ? gain : 1),
      ),
      biases: layers.slice(0, -1).map(([from, to], i) => {
        const draw = random.fork(`bias ${i}`);
        const limit = 1 / Math.sqrt(from);
        return tf.tensor1d(Float32Array.from({ length: to }, () => (2 * draw.uniform() - 1) * limit));
      }),
    }),
    apply({ weights, biases }, x) {
      if (x.shape[1] !== size) {
        throw new RangeError(`mlp ${sizes.join(' → ')} takes [B, ${size}]; got [${x.shape.join(', ')}].`);
      }
      return tf.tidy(() =>
        weights.reduce<Tensor2D>((input, weight, i) => {
          const sums = tf.matMul(input, weight); // [B, out of layer i]
          return (i === biases.length ? sums : onTensor(tf.add(sums, biases[i]))) as Tensor2D;
        }, x),
      );
    },
    plain(parameters) {
      const weights = parameters.weights.map((weight) => weight.arraySync());
      const biases = parameters.biases.map((bias) => bias.arraySync());
      return (x) =>
        weights.reduce<Scalar[]>(
          (input, weight, layer) =>
            weight[0].map((_, column) => {
              const terms = input.map((value, row) => mul(weight[row][column], value));
              return layer === biases.length
                ? add(...terms)
                : onFormula(add(...terms, biases[layer][column]));
            }),
          [...x],
        );
    },
  };
}

import type { Random, Tensor, Tensor2D } from '#tensor';
import { applyAffine, drawAffine, drawWeight } from './affine.ts';
import type { AffineParameters } from './affine.ts';
import { applySilu } from './pointwise.ts';

/** Parameters of a small network with one hidden layer. */
export type PerceptronParameters = {
  readonly first: Required<AffineParameters>;
  readonly second: AffineParameters;
};

/** Draws a network in → hidden → out, without a bias on its output if `bias` is false. */
export function drawPerceptron(
  sizes: { readonly in: number; readonly hidden: number; readonly out: number },
  random: Random,
  bias = true,
): PerceptronParameters {
  const last = random.fork('second');
  return {
    first: drawAffine(sizes.in, sizes.hidden, random.fork('first')),
    second: bias
      ? drawAffine(sizes.hidden, sizes.out, last)
      : { weight: drawWeight(sizes.hidden, sizes.out, last) as Tensor2D },
  };
}

/** φ(x) = W₂ SiLU(W₁x + b₁) + b₂ on the last axis; call it in a tidy. */
export const applyPerceptron = <T extends Tensor>(x: T, { first, second }: PerceptronParameters): T =>
  applyAffine(applySilu(applyAffine(x, first)), second);

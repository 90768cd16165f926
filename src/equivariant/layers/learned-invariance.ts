import * as tf from '#tensor';
import type { Parameters, Random, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { assertHolds, describeType } from './feature-type.ts';
import type { ImageType, VectorType } from './feature-type.ts';
import type { Layer, Symmetry } from './layer.ts';
import { matrixExponential } from './matrix-exponential.ts';
import { warpImages } from './warp-images.ts';

/**
 * What images may be moved by, in the order of the weights.
 *
 * @example
 * ```ts
 * import { AFFINE_DIRECTIONS } from '#equivariant';
 *
 * [...AFFINE_DIRECTIONS];
 * ```
 */
export const AFFINE_DIRECTIONS = [
  'translation along columns',
  'translation along rows',
  'rotation',
  'scaling',
  'stretch',
  'shear',
] as const;

// Row by row; columns and rows run from −1 to 1, so a whole unit of translation would be half the image.
const generators = (translation: number): number[][] => [
  [0, 0, translation, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, translation, 0, 0, 0],
  [0, -1, 0, 1, 0, 0, 0, 0, 0],
  [1, 0, 0, 0, 1, 0, 0, 0, 0],
  [1, 0, 0, 0, -1, 0, 0, 0, 0],
  [0, 1, 0, 1, 0, 0, 0, 0, 0],
];

/**
 * Affine maps of the plane from coordinates of their Lie algebra: A = exp(Σₖ wₖ Gₖ), differentiable.
 *
 * @param weights [B, 6], in the order of `AFFINE_DIRECTIONS`
 * @param translation how far a weight of 1 translates, in half sides of the image. Default 0.1
 * @returns [B, 3, 3], to be used by `warpImages`
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { affineMaps } from '#equivariant';
 *
 * const weights = tf.tensor2d([[0, 0, Math.PI / 2, 0, 0, 0]]); // a rotation by a quarter
 * const maps = affineMaps(weights);
 * Array.from(maps.dataSync());
 * ```
 */
export function affineMaps(weights: Tensor2D, translation = 0.1): Tensor3D {
  return tf.tidy(() => {
    const basis = tf.tensor2d(generators(translation)); // [6, 9]
    return matrixExponential(tf.reshape(tf.matMul(weights, basis), [-1, 3, 3]) as Tensor3D);
  });
}

/** Parameters of a learned invariance: the model's own, and what the six widths are the softplus of. */
export type LearnedInvarianceParameters<P extends Parameters = Parameters> = {
  /** [6] */
  readonly width: Tensor1D;
  readonly model: P;
};

/** A model averaged over a range of affine maps that it learns. */
export interface LearnedInvariance<P extends Parameters> {
  readonly name: string;
  readonly inType: ImageType;
  readonly outType: VectorType;
  readonly symmetry: Symmetry;
  init(random: Random): LearnedInvarianceParameters<P>;
  /**
   * Maps [B, H, W, C] to [B, size], the mean over the copies.
   *
   * @param draws [copies, B, 6] numbers in [0, 1), from `drawTransforms`: chance comes in from outside, so that a training
   *   step stays a pure function of its batch
   */
  apply(parameters: LearnedInvarianceParameters<P>, x: Tensor, draws: Tensor3D): Tensor;
}

/**
 * Learns how invariant a model should be: it is averaged over affine maps drawn from a range, and the range is trained.
 *
 * f(x) = mean over draws of model(exp(Σₖ wₖ Gₖ) x), wₖ uniform on [−½, ½]·softplus(θₖ)
 *
 * Training shrinks widths that hurt, and `invarianceReward` grows the others: loss − λ·reward.
 * Benton, Finzi, Izmailov & Wilson 2020, arXiv:2010.11882, sections 3 and 4. Widths start at ln 2, as θ = 0.
 *
 * @throws when the model does not map images to a vector
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { conv, dense, drawTransforms, globalPool, learnedInvariance, sequential } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const model = sequential([conv({ in: 1, out: 4, kernel: 3 }), globalPool('max'), dense({ in: 4, out: 2 })]);
 * const averaged = learnedInvariance(model);
 * const parameters = averaged.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * const draws = drawTransforms(4, 1, draw);
 * const scores = averaged.apply(parameters, images, draws);
 * Array.from(scores.dataSync());
 * ```
 */
export function learnedInvariance<P extends Parameters>(
  model: Layer<P>,
  options: { readonly translation?: number } = {},
): LearnedInvariance<P> {
  const { inType, outType } = model;
  const name = `learned invariance of ${model.name}`;
  if (inType.kind !== 'image' || outType.kind !== 'vector') {
    throw new Error(
      `${name} averages a model from images to a vector, but this one maps ${describeType(inType)} to ${describeType(outType)}.`,
    );
  }
  return {
    name,
    inType,
    outType,
    symmetry: {
      group: 'Aff(2)',
      exact: false,
      remark: 'averaged over draws from the learned range, not over the group',
    },
    init: (random) => ({ width: tf.zeros([6]) as Tensor1D, model: model.init(random) }),
    apply(parameters, x, draws) {
      assertHolds(inType, x.shape, name);
      const [copies, batch] = draws.shape;
      if (batch !== x.shape[0] || draws.shape[2] !== 6) {
        throw new Error(
          `${name} takes draws [copies, ${x.shape[0]}, 6], but got [${draws.shape.join(', ')}].`,
        );
      }
      return tf.tidy(() => {
        const weights = tf.mul(tf.sub(draws, 0.5), tf.softplus(parameters.width)); // [copies, B, 6]
        const maps = affineMaps(tf.reshape(weights, [-1, 6]) as Tensor2D, options.translation); // [copies·B, 3, 3]
        const repeated = tf.tile(x as Tensor4D, [copies, 1, 1, 1]); // [copies·B, H, W, C]
        const scores = model.apply(parameters.model, warpImages(repeated, maps)); // [copies·B, size]
        return tf.mean(tf.reshape(scores, [copies, batch, -1]), 0); // [B, size]
      });
    },
  };
}

/**
 * The length of the widths, ‖softplus(θ)‖: what a learned invariance is rewarded with. arXiv:2010.11882.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { invarianceReward } from '#equivariant';
 *
 * const width = tf.tensor1d([0, 0, 0, 0, 0, 0]);
 * const reward = invarianceReward({ width });
 * reward.dataSync()[0]; // √6 ln 2
 * ```
 */
export const invarianceReward = ({ width }: { readonly width: Tensor1D }): Scalar =>
  tf.tidy(() => tf.norm<Scalar>(tf.softplus(width)));

/**
 * Draws [copies, batch, 6] numbers in [0, 1), the caller's.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { drawTransforms } from '#equivariant';
 *
 * const draws = drawTransforms(4, 8, tf.random(seed));
 * draws.shape;
 * ```
 */
export function drawTransforms(copies: number, batch: number, random: Random): Tensor3D {
  const values = Float32Array.from({ length: copies * batch * 6 }, () => random.uniform());
  return tf.tensor3d(values, [copies, batch, 6]);
}

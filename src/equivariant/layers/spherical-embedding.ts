import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { O3 } from '../group/orthogonal.ts';
import type { Matrix } from '../linear/matrix.ts';
import { irreps } from '../representation/irrep-sum.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { harmonicPolynomials } from '../representation/spherical-harmonics.ts';
import type { Arithmetic, HarmonicNormalisation } from '../representation/spherical-harmonics.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer, NoParameters } from './layer.ts';

const TENSORS: Arithmetic<Tensor> = {
  add: (a, b) => tf.add(a, b),
  multiply: (a, b) => tf.mul(a, b),
  scale: (a, factor) => tf.mul(a, factor),
  one: (a) => tf.onesLike(a),
};

/** Below this squared length a vector has no direction: it is taken for 0, and its harmonics of l > 0 are 0. */
const NO_LENGTH = 1e-24;

/**
 * Embeds vectors by their spherical harmonics up to degree lmax: Y_l(Qx) = D_l(Q) Y_l(x) for all of O(3).
 *
 * [B, …, 3] → [B, …, (lmax + 1)²], as 1x0e + 1x1o + 1x2e + …; see `sphericalHarmonics` for order and axes.
 *
 * @param options.normalize takes the direction of x only; without it, Y_l grows as |x|ˡ. Default true
 * @param options.normalisation lengths of the Y_l. Default 'component': √(2l+1)
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { equivarianceError, sphericalEmbedding } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = sphericalEmbedding(3);
 * const x = tf.tensor2d(Array.from({ length: 6 }, draw.normal), [2, 3]);
 * equivarianceError(layer, [], x).max;
 * ```
 */
export function sphericalEmbedding(
  lmax: number,
  options: { readonly normalize?: boolean; readonly normalisation?: HarmonicNormalisation } = {},
): Layer<NoParameters> {
  const { normalize = true, normalisation = 'component' } = options;
  const name = `sphericalEmbedding l ≤ ${lmax}`;
  const inType = array(irreps(O3, '1o'));
  return {
    name,
    group: O3,
    inType,
    outType: array(harmonicIrreps(lmax)),
    init: () => [],
    apply(_, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const direction = normalize ? directionOf(x) : x;
        const [a, b, c] = tf.split(direction, 3, -1); // [B, …, 1] each
        return tf.concat(harmonicPolynomials(lmax, [a, b, c], TENSORS, normalisation), -1);
      });
    },
  };
}

/**
 * The irreps of the harmonics up to degree lmax: l = 0 … lmax, each once, with parity (−1)ˡ.
 *
 * @example
 * ```ts
 * import { harmonicIrreps } from '#equivariant';
 *
 * harmonicIrreps(3).name;
 * ```
 */
export function harmonicIrreps(lmax: number): IrrepSum<Matrix> {
  const terms = Array.from({ length: lmax + 1 }, (_, l) => `1x${l}${l % 2 === 0 ? 'e' : 'o'}`);
  return irreps(O3, terms.join(' + '));
}

/** x/|x|, and 0 for 0. */
function directionOf(x: Tensor): Tensor {
  const square = tf.sum(tf.square(x), -1, true); // [B, …, 1]
  const long = tf.cast(tf.greater(square, NO_LENGTH), 'float32');
  // Where there is no length, 1 stands in for it, so that no derivative divides by 0.
  const length = tf.sqrt(tf.add(tf.mul(square, long), tf.sub(1, long)));
  return tf.div(tf.mul(x, long), length);
}

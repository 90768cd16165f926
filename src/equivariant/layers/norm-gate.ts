import * as tf from '#tensor';
import { transpose } from '../linear/matrix.ts';
import { applyAffine } from './affine.ts';
import { sumOverCopies } from './copies-of.ts';
import { assertHolds } from './feature-type.ts';
import type { LayerOn } from './layer.ts';
import { irrepsOf } from './steerable-type.ts';

/**
 * Lets each copy of each irrep through according to its length: y_u = x_u · sigmoid(|x_u|²).
 *
 * The irreps here are orthogonal, so that lengths are invariant and y turns as x does; a function applied number by number
 * would not commute. Smooth everywhere. [B, …, d] → [B, …, d]. After Worrall et al. 2017, arXiv:1612.04642, section 4.2.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { array, equivarianceError, irreps, normGate, SO3 } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = normGate().on(array(irreps(SO3, '2x0 + 2x1')));
 * const x = tf.tensor2d(Array.from({ length: 16 }, draw.normal), [2, 8]);
 * equivarianceError(layer, [], x).max;
 * ```
 */
export function normGate(): LayerOn {
  const name = 'normGate';
  return {
    name,
    on(type) {
      const sum = irrepsOf(type, name);
      const collect = sumOverCopies(sum);
      const spread = transpose(collect);
      return {
        name,
        group: sum.group,
        inType: type,
        outType: type,
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          return tf.tidy(() => {
            const squares = applyAffine(tf.square(x), { weight: tf.tensor2d(collect) }); // |x_u|², [B, …, copies]
            return tf.mul(x, applyAffine(tf.sigmoid(squares), { weight: tf.tensor2d(spread) })); // [B, …, d]
          });
        },
      };
    },
  };
}

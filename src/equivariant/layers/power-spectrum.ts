import * as tf from '#tensor';
import { applyAffine } from './affine.ts';
import { countCopies, sumOverCopies } from './copies-of.ts';
import { array, assertHolds } from './feature-type.ts';
import type { LayerOn } from './layer.ts';
import { irrepsOf } from './steerable-type.ts';

/**
 * The power spectrum: how much of a signal is in each copy of each irrep, P_u = |x_u|².
 *
 * For the coefficients of a function on the sphere, one copy of each degree, it is the power of each degree: it does not
 * change when the function is turned, and forgets how the degrees stand to one another. [B, …, d] → [B, …, copies].
 * Kazhdan, Funkhouser & Rusinkiewicz 2003, doi:10.2312/SGP/SGP03/156-165.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { array, harmonicIrreps, powerSpectrum, sphericalHarmonics } from '#equivariant';
 *
 * const layer = powerSpectrum().on(array(harmonicIrreps(2)));
 * const x = tf.tensor2d([sphericalHarmonics(2, [0, 0.6, 0.8])]);
 * const power = layer.apply([], x);
 * Array.from(power.dataSync()); // 2l + 1, whatever the direction
 * ```
 */
export function powerSpectrum(): LayerOn {
  const name = 'powerSpectrum';
  return {
    name,
    on(type) {
      const sum = irrepsOf(type, name);
      const collect = sumOverCopies(sum);
      return {
        name,
        group: sum.group,
        inType: type,
        outType: array(countCopies(sum)),
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          return tf.tidy(() => applyAffine(tf.square(x), { weight: tf.tensor2d(collect) })); // [B, …, copies]
        },
      };
    },
  };
}

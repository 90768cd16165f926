import * as tf from '#tensor';
import type { Tensor1D, Tensor2D, Tensor4D } from '#tensor';
import { applyAffine, drawWeight } from './affine.ts';
import { assertHolds, pairs, set } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { summarisePairs } from './summarise-pairs.ts';

/** Parameters of `pairsToSet`: weights [3·Cin, Cout] of an element's own summaries, [2·Cin, Cout] of the totals, bias [Cout]. */
export type PairsToSetParameters = {
  readonly element: Tensor2D;
  readonly total: Tensor2D;
  readonly bias: Tensor1D;
};

/**
 * Maps numbers on pairs to numbers on elements by the general affine map that commutes with every permutation.
 *
 * yᵢ = W₁ (x_ii, mean_j x_ij, mean_j x_ji) + W₂ (mean_k x_kk, mean_kl x_kl) + b
 *
 * Five weights for each pair of channels, whatever n. [B, n, n, Cin] → [B, n, Cout]. Maron et al. 2019, arXiv:1812.09902.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { pairsToSet } from '#equivariant';
 *
 * const parameters = pairsToSet({ in: 1, out: 1 }).init(tf.random(seed));
 * tf.countParameters(parameters); // five weights and a bias
 * ```
 */
export function pairsToSet(options: {
  readonly in: number;
  readonly out: number;
}): Layer<PairsToSetParameters> {
  const { in: channelsIn, out: channelsOut } = options;
  const name = `pairsToSet ${channelsIn} → ${channelsOut}`;
  const inType = pairs(channelsIn);
  return {
    name,
    symmetry: { group: 'Sₙ', exact: true },
    inType,
    outType: set(channelsOut),
    init: (random) => ({
      element: drawWeight(3 * channelsIn, channelsOut, random.fork('element')),
      total: drawWeight(2 * channelsIn, channelsOut, random.fork('total')),
      bias: tf.zeros([channelsOut]) as Tensor1D,
    }),
    apply({ element, total, bias }, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const { elements, totals } = summarisePairs(x as Tensor4D); // [B, n, 3·Cin], [B, 1, 2·Cin]
        return tf.add(
          applyAffine(elements, { weight: element }),
          applyAffine(totals, { weight: total, bias }),
        ); // [B, n, Cout]
      });
    },
  };
}

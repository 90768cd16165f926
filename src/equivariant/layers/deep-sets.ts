import * as tf from '#tensor';
import type { Tensor1D, Tensor2D, Tensor3D } from '#tensor';
import { applyAffine, drawAffine, drawWeight } from './affine.ts';
import { assertHolds, set } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { poolElements } from './set-pool.ts';
import type { Pool } from './set-pool.ts';

/** Options of a DeepSets layer. */
export interface DeepSetsOptions {
  /** Channels in. */
  readonly in: number;
  /** Channels out. */
  readonly out: number;
  /** How each element sees all the others. Default 'mean'. */
  readonly pool?: Pool;
  /** Λ = Γ: each element is seen relative to the pool, and there are half as many weights. Default false. */
  readonly tied?: boolean;
}

/** Parameters of a DeepSets layer: Γ [Cin, Cout], its bias [Cout], and Λ [Cin, Cout] unless it is tied to Γ. */
export type DeepSetsParameters = {
  readonly gamma: { readonly weight: Tensor2D; readonly bias: Tensor1D };
  readonly lambda?: Tensor2D;
};

/**
 * Maps sets to sets so that permuting the elements permutes the result.
 *
 * yᵢ = Γ xᵢ + b − Λ pool_j xⱼ
 *
 * [B, n, Cin] → [B, n, Cout] for any n. With the mean or the sum, and not tied, this is every affine map that commutes with Sₙ.
 * Zaheer et al. 2017, arXiv:1703.06114, section 3.2; the sign is that of the authors' code.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { deepSets, equivarianceError, symmetricGroup } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = deepSets({ in: 2, out: 3 });
 * const parameters = layer.init(draw);
 * const sets = tf.tensor3d(Array.from({ length: 8 }, draw.normal), [1, 4, 2]);
 * equivarianceError(layer, parameters, sets, symmetricGroup(4)).max;
 * ```
 */
export function deepSets(options: DeepSetsOptions): Layer<DeepSetsParameters> {
  const { in: channelsIn, out: channelsOut, pool = 'mean', tied = false } = options;
  const name = `deepSets ${channelsIn} → ${channelsOut}, ${pool}`;
  const inType = set(channelsIn);
  return {
    name,
    symmetry: { group: 'Sₙ', exact: true },
    inType,
    outType: set(channelsOut),
    init: (random) => ({
      gamma: drawAffine(channelsIn, channelsOut, random.fork('gamma')),
      ...(!tied && { lambda: drawWeight(channelsIn, channelsOut, random.fork('lambda')) }),
    }),
    apply({ gamma, lambda = gamma.weight }, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const elements = x as Tensor3D; // [B, n, Cin]
        const pooled = poolElements(elements, pool, true); // [B, 1, Cin]
        return tf.sub(applyAffine(elements, gamma), applyAffine(pooled, { weight: lambda })); // [B, n, Cout]
      });
    },
  };
}

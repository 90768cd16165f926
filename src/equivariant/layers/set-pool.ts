import * as tf from '#tensor';
import type { Tensor, Tensor3D } from '#tensor';
import { assertHolds, describeType, vector } from './feature-type.ts';
import type { LayerOn } from './layer.ts';

/** How the elements of a set become one; none depends on their order. */
export type Pool = 'sum' | 'mean' | 'max';

const REDUCE = { sum: tf.sum, mean: tf.mean, max: tf.max } as const;

/** Reduces the elements of a set: [B, n, C] → [B, C], or [B, 1, C] with `keep`. */
export const poolElements = (x: Tensor3D, pool: Pool, keep = false): Tensor => REDUCE[pool](x, 1, keep);

/**
 * Forgets the order of a set: y = Σᵢ xᵢ, or the mean or the maximum. [B, n, C] → [B, C].
 *
 * ρ(Σᵢ φ(xᵢ)) is the general form of a permutation-invariant function; Zaheer et al. 2017, arXiv:1703.06114, theorem 2.
 *
 * @param pool default 'mean', whose size does not grow with n
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { deepSets, relu, sequential, setPool } from '#equivariant';
 *
 * const net = sequential([deepSets({ in: 1, out: 4 }), relu(), setPool('sum')]);
 * const parameters = net.init(tf.random(seed));
 * const sets = tf.tensor3d([3, 1, 2, 1, 2, 3], [2, 3, 1]); // the same set twice, in two orders
 * const values = net.apply(parameters, sets);
 * values.arraySync();
 * ```
 */
export function setPool(pool: Pool = 'mean'): LayerOn {
  const name = `setPool ${pool}`;
  return {
    name,
    on(type) {
      if (type.kind !== 'set') {
        const remedy =
          type.kind === 'pairs' ? 'put pairsToSet(…) before it' : 'it pools elements of a set only';
        throw new Error(`${name} needs a set, but got ${describeType(type)}; ${remedy}.`);
      }
      return {
        name,
        symmetry: { group: 'Sₙ', exact: true },
        inType: type,
        outType: vector(type.channels),
        init: () => [],
        apply(_, x) {
          assertHolds(type, x.shape, name);
          return poolElements(x as Tensor3D, pool); // [B, C]
        },
      };
    },
  };
}

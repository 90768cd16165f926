import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { act } from '../group/action.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import type { FeatureType } from './feature-type.ts';

/**
 * Computes an equivariant map so that rounding is equivariant too: the mean over g of g L(g⁻¹ x).
 *
 * For a map that commutes with the group every term is L(x), up to the order in which floats were added. Turning x only
 * permutes the terms, g ↦ hg; they are added along a chain of subgroups, each twice the one before, so that a
 * permutation only exchanges the two sides of sums, and a + b = b + a holds for floats, bit for bit.
 *
 * @param map the map L, the same whichever way x is turned
 */
export function symmetricMean(
  group: FiniteGroup,
  inType: FeatureType,
  outType: FeatureType,
  map: (x: Tensor) => Tensor,
  x: Tensor,
): Tensor {
  return tf.tidy(() => {
    let terms = group.elements.map((_, g) =>
      act(group, g, outType, map(act(group, group.inverse[g], inType, x))),
    );
    for (const t of doublingChain(group)) {
      terms = terms.map((term, g) => tf.add(term, terms[group.product[g][t]]));
    }
    return tf.mul(terms[0], 1 / group.order); // exact: the order is a power of two
  });
}

/**
 * Finds t₁, t₂, … such that {e} ⊂ {e} ∪ t₁{e} ⊂ … are subgroups K, each twice the one before, up to the whole group.
 *
 * @throws when the order is no power of two, for then no chain ends there
 */
export function doublingChain({ name, order, product }: FiniteGroup): number[] {
  const chain: number[] = [];
  let subgroup = new Set([0]);
  while (subgroup.size < order) {
    const t = product.findIndex((row, g) => {
      const swapsCosets = [...subgroup].every(
        (k) => !subgroup.has(row[k]) && subgroup.has(product[row[k]][g]),
      );
      const coset = new Set([...subgroup].map((k) => row[k]));
      return swapsCosets && [...subgroup].every((k) => coset.has(product[k][g]));
    });
    if (t < 0)
      throw new Error(
        `${name} of order ${order} has no chain of doubling subgroups; take Cₙ or Dₙ, n = 1, 2, 4.`,
      );
    chain.push(t);
    subgroup = new Set([...subgroup].flatMap((k) => [k, product[t][k]]));
  }
  return chain;
}

/** The smallest irreps of Sₙ beside the trivial one. */
import type { Group } from '../group/group.ts';
import type { Permutation } from '../group/symmetric.ts';
import { determinant, matrixOf } from '../linear/matrix.ts';
import { restrictToSubspace } from './combine.ts';
import { realType } from './irrep.ts';
import type { Irrep } from './irrep.ts';
import { permutationRepresentation } from './permute.ts';

/**
 * The sign of a permutation, +1 or −1: whether it takes an even or an odd number of exchanges.
 *
 * @example
 * ```ts
 * import { signRepresentation, symmetricGroup } from '#equivariant';
 *
 * const group = symmetricGroup(3);
 * group.list?.().map((sigma) => signRepresentation(group).matrix(sigma)[0][0]);
 * ```
 */
export function signRepresentation(group: Group<Permutation>): Irrep<Permutation> {
  const { matrix } = permutationRepresentation(group);
  return realType({
    name: 'sign',
    group,
    dimension: 1,
    matrix: (sigma) => [[determinant(matrix(sigma))]],
  });
}

/**
 * The standard representation of Sₙ, of dimension n − 1: what permutations do to the vectors of ℝⁿ with sum 0.
 *
 * Its basis is Helmert's: vector k is 1 at the first k + 1 places and −(k + 1) at the next, over its length.
 *
 * @throws when n = 1: then nothing is left
 *
 * @example
 * ```ts
 * import { characterProduct, sumZeroRepresentation, symmetricGroup } from '#equivariant';
 *
 * const rho = sumZeroRepresentation(symmetricGroup(4));
 * ({ dimension: rho.dimension, irreducible: characterProduct(rho, rho) === 1 });
 * ```
 */
export function sumZeroRepresentation(group: Group<Permutation>): Irrep<Permutation> {
  const n = group.identity.length;
  if (n < 2) throw new Error(`${group.name} has no standard representation; take n ≥ 2.`);
  const helmert = matrixOf(n, n - 1, (place, k) => {
    const length = Math.sqrt((k + 1) * (k + 2));
    return place <= k ? 1 / length : place === k + 1 ? -(k + 1) / length : 0;
  });
  return realType(restrictToSubspace('standard', permutationRepresentation(group), helmert));
}

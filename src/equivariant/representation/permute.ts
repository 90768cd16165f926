/** Representations that move coordinates about: ρ(g) is a permutation matrix. */
import type { FiniteGroup } from '../group/finite-group.ts';
import type { Group } from '../group/group.ts';
import { sourcesOf } from '../group/sources.ts';
import type { Permutation } from '../group/symmetric.ts';
import { matrixOf } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import type { Representation } from './representation.ts';

/** The matrix that takes coordinate i to coordinate to[i]. */
const permutationMatrix = (to: readonly number[]): Matrix =>
  matrixOf(to.length, to.length, (row, column) => (to[column] === row ? 1 : 0));

/**
 * Sₙ on ℝⁿ: σ eᵢ = e_σ(i), so (σ x)_σ(i) = xᵢ.
 *
 * @param group from `symmetricGroup(n)`
 *
 * @example
 * ```ts
 * import { permutationRepresentation, symmetricGroup } from '#equivariant';
 *
 * permutationRepresentation(symmetricGroup(3)).matrix([1, 2, 0]);
 * ```
 */
export const permutationRepresentation = (group: Group<Permutation>): Representation<Permutation> => ({
  name: `permutation of ${group.identity.length}`,
  group,
  dimension: group.identity.length,
  permutes: true,
  matrix: permutationMatrix,
});

/**
 * The regular representation: a finite group permutes a basis that is named after its elements, g e_h = e_gh.
 *
 * @throws when the group does not list its elements
 *
 * @example
 * ```ts
 * import { C4, character, regularRepresentation } from '#equivariant';
 *
 * const rho = regularRepresentation(C4);
 * C4.list().map((g) => character(rho, g)); // nobody but the identity leaves an element in its place
 * ```
 */
export function regularRepresentation<Element>(group: Group<Element>): Representation<Element> {
  if (!group.list) {
    throw new Error(
      `${group.name} has too many elements for its regular representation; take a finite subgroup.`,
    );
  }
  const elements = group.list();
  const indexOf = new Map(elements.map((g, index) => [group.nameOf(g), index]));
  return {
    name: 'regular',
    group,
    dimension: elements.length,
    permutes: true,
    matrix: (g) => permutationMatrix(elements.map((h) => indexOf.get(group.nameOf(group.multiply(g, h)))!)),
  };
}

/**
 * A finite group of the plane on the pixels of a k × k filter: (g ψ)(x) = ψ(g⁻¹ x), pixel (row, column) at row·k + column.
 *
 * @throws when the group does not map pixels to pixels
 *
 * @example
 * ```ts
 * import { C4, invariantVectors, pixelRepresentation } from '#equivariant';
 *
 * const filters = invariantVectors(pixelRepresentation(C4, 3));
 * filters.length; // centre, edges, corners
 * ```
 */
export function pixelRepresentation(group: FiniteGroup, k: number): Representation<number> {
  return {
    name: `${k} × ${k} pixels`,
    group,
    dimension: k * k,
    permutes: true,
    matrix(g) {
      const sources = sourcesOf(group, g, [k, k], false);
      return matrixOf(k * k, k * k, (row, column) => (sources[row] === column ? 1 : 0));
    },
  };
}

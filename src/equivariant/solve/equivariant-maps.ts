import { isLieGroup } from '../group/group.ts';
import { combine, matrixOf, multiply } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { nullSpace } from '../linear/null-space.ts';
import { reducedEchelon } from '../linear/echelon.ts';
import { trivialRepresentation } from '../representation/combine.ts';
import { characterProduct } from '../representation/decompose.ts';
import { assertSameGroup } from '../representation/representation.ts';
import type { Representation } from '../representation/representation.ts';

/** What a map must satisfy: L W = W R. */
type Constraint = readonly [left: Matrix, right: Matrix];

/**
 * Finds every linear layer that commutes with a group: a basis of {W : ρ_out(g) W = W ρ_in(g) for all g}.
 *
 * It is enough to ask for the generators, and for a Lie group for its algebra, dρ_out(X) W = W dρ_in(X), since products
 * and exponentials follow. Each is a linear equation in W; one after another they cut the space down to their common
 * null space. Finzi, Welling & Wilson, arXiv:2104.09459, eq. 4 and theorem 1.
 *
 * @returns matrices [d_out, d_in], orthonormal as vectors of d_out·d_in entries: Σᵢⱼ Wᵢⱼ W′ᵢⱼ = 0 or 1
 * @throws when the groups differ; or when the number found is not ⟨χ_out, χ_in⟩ (checked where the group can be
 *   averaged over), which means that a representation or the generators are wrong
 *
 * @example
 * ```ts
 * import { equivariantMaps, permutationRepresentation, readableBasis, symmetricGroup } from '#equivariant';
 *
 * const rho = permutationRepresentation(symmetricGroup(3));
 * readableBasis(equivariantMaps(rho, rho)); // oneself, and all the others: a DeepSets layer
 * ```
 */
export function equivariantMaps<Element>(
  from: Representation<Element>,
  to: Representation<Element>,
): Matrix[] {
  assertSameGroup(from, to, 'equivariantMaps');
  const size = to.dimension * from.dimension;
  let basis: Matrix[] = Array.from({ length: size }, (_, index) =>
    matrixOf(to.dimension, from.dimension, (i, j) => (i * from.dimension + j === index ? 1 : 0)),
  );
  for (const [left, right] of constraintsOf(from, to)) {
    const residues = basis.map((w) => combine(1, multiply(left, w), -1, multiply(w, right)).flat());
    const equations = matrixOf(size, basis.length, (entry, k) => residues[k][entry]);
    // Maps are of length 1 and matrices of groups of size 1, so that is the scale, also where nothing is left to solve.
    basis = nullSpace(equations, basis.length, 1).map((coefficients) => sumOf(basis, coefficients));
  }
  const expected = from.group.classes ? characterProduct(to, from) : basis.length;
  if (basis.length !== expected) {
    throw new Error(
      `Found ${basis.length} independent maps from ${from.name} to ${to.name}, but ⟨χ_out, χ_in⟩ over ${from.group.name} ` +
        `says ${expected}; check that both are representations, and that the generators generate.`,
    );
  }
  return basis;
}

/**
 * Finds the vectors that a group leaves alone: a basis of {v : ρ(g) v = v}, orthonormal.
 *
 * They are the biases of an equivariant layer, and the filters that look the same from all sides.
 *
 * @example
 * ```ts
 * import { invariantVectors, sphereIrrep, tensorProduct } from '#equivariant';
 *
 * invariantVectors(tensorProduct(sphereIrrep(1), sphereIrrep(1))); // the scalar product, of length 1
 * ```
 */
export const invariantVectors = <Element>(rho: Representation<Element>): number[][] =>
  equivariantMaps(trivialRepresentation(rho.group), rho).map((column) => column.map(([entry]) => entry));

/**
 * Writes a basis of maps as a person would: in reduced echelon form, row after row of each map.
 *
 * For permutation representations these are the indicators of orbits: the shared weights of a layer, one matrix of 0
 * and 1 each.
 *
 * @example
 * ```ts
 * import { equivariantMaps, integersModulo, readableBasis, regularRepresentation } from '#equivariant';
 *
 * const ring = regularRepresentation(integersModulo(3));
 * readableBasis(equivariantMaps(ring, ring)); // circulant matrices: convolutions
 * ```
 */
export function readableBasis(maps: readonly Matrix[]): Matrix[] {
  if (maps.length === 0) return [];
  const columns = maps[0][0].length;
  return reducedEchelon(maps.map((map) => map.flat())).map((entries) =>
    matrixOf(entries.length / columns, columns, (i, j) => entries[i * columns + j]),
  );
}

function constraintsOf<Element>(from: Representation<Element>, to: Representation<Element>): Constraint[] {
  const { group } = from;
  const [dFrom, dTo] = [from.derivative, to.derivative];
  if (!isLieGroup(group) || !dFrom || !dTo) {
    return group.generators.map((g): Constraint => [to.matrix(g), from.matrix(g)]);
  }
  const infinitesimal = group.algebra.map((x): Constraint => [dTo(x), dFrom(x)]);
  const finite = group.components.map((g): Constraint => [
    to.matrix(g as Element),
    from.matrix(g as Element),
  ]);
  return [...infinitesimal, ...finite];
}

function sumOf(maps: readonly Matrix[], coefficients: readonly number[]): Matrix {
  const sum = maps[0].map((row) => row.map(() => 0));
  maps.forEach((map, k) => {
    const factor = coefficients[k];
    if (factor === 0) return;
    map.forEach((row, i) => row.forEach((entry, j) => (sum[i][j] += factor * entry)));
  });
  return sum;
}

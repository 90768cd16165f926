import type { Irrep } from './irrep.ts';
import { assertSameGroup, character } from './representation.ts';
import type { Representation } from './representation.ts';

/**
 * The inner product of two characters, ⟨χ, ψ⟩ = ∫ χ(g) ψ(g) dg: the dimension of the space of equivariant maps between.
 *
 * A whole number in exact arithmetic. An irrep of real type has ⟨χ, χ⟩ = 1, of complex type 2, of quaternionic type 4.
 *
 * @throws when the group is not compact, or the result is not near a whole number (frequencies too high for `classes`)
 *
 * @example
 * ```ts
 * import { characterProduct, permutationRepresentation, symmetricGroup } from '#equivariant';
 *
 * const rho = permutationRepresentation(symmetricGroup(5));
 * characterProduct(rho, rho); // linear maps of sets to sets: two weights, whatever n
 * ```
 */
export function characterProduct<Element>(a: Representation<Element>, b: Representation<Element>): number {
  assertSameGroup(a, b, 'characterProduct');
  const { group } = a;
  if (!group.classes) {
    throw new Error(
      `${group.name} has no average over its elements here; take a compact group, or a finite one.`,
    );
  }
  const product = group
    .classes()
    .reduce((sum, { representative: g, weight }) => sum + weight * character(a, g) * character(b, g), 0);
  const whole = Math.round(product) + 0; // + 0 makes 0 of −0
  if (Math.abs(product - whole) > 1e-6) {
    throw new Error(
      `⟨χ, ψ⟩ of ${a.name} and ${b.name} over ${group.name} is ${product}, not a whole number; ` +
        'one is no representation, or its frequencies are too high for the average.',
    );
  }
  return whole;
}

/** How often an irrep occurs in a representation. */
export interface Multiplicity<Element = unknown> {
  readonly irrep: Irrep<Element>;
  readonly multiplicity: number;
}

/**
 * Counts how often each irrep occurs in a representation: mᵢ = ⟨χ, χᵢ⟩ / ⟨χᵢ, χᵢ⟩.
 *
 * The denominator is 1 for irreps of real type and 2 for complex type, which over ℝ count twice (Frobenius and Schur).
 *
 * @param irreps those to look for; those that do not occur are left out of the result
 * @throws when they do not fill the representation: then some irrep is missing from the list
 *
 * @example
 * ```ts
 * import { D4, decompose, pixelRepresentation, planeIrreps } from '#equivariant';
 *
 * const parts = decompose(pixelRepresentation(D4, 3), planeIrreps(D4));
 * parts.map(({ irrep, multiplicity }) => ({ irrep: irrep.name, multiplicity }));
 * ```
 */
export function decompose<Element>(
  rho: Representation<Element>,
  irreps: readonly Irrep<Element>[],
): Multiplicity<Element>[] {
  const found = irreps
    .map((irrep) => ({
      irrep,
      multiplicity: characterProduct(rho, irrep) / characterProduct(irrep, irrep),
    }))
    .filter(({ multiplicity }) => multiplicity > 0);
  const filled = found.reduce((sum, { irrep, multiplicity }) => sum + multiplicity * irrep.dimension, 0);
  if (filled !== rho.dimension) {
    throw new Error(
      `The given irreps fill ${filled} of the ${rho.dimension} dimensions of ${rho.name}; give the others too.`,
    );
  }
  return found;
}

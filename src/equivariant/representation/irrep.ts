import type { Group } from '../group/group.ts';
import { identityMatrix } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { trivialRepresentation } from './combine.ts';
import type { Representation } from './representation.ts';

/** A representation over ℝ that does not split: it has no invariant subspace but 0 and itself. */
export interface Irrep<Element = unknown> extends Representation<Element> {
  /** A basis of the matrices that commute with every ρ(g): 1 alone (real type), or 1 and a quarter turn (complex type). */
  readonly endomorphisms: readonly Matrix[];
}

/** The generator of the rotations of the plane: a quarter turn. */
export const QUARTER_TURN: Matrix = [
  [0, -1],
  [1, 0],
];

/** An irrep of real type: by Schur's lemma only multiples of 1 commute with it. */
export const realType = <Element>(rho: Representation<Element>): Irrep<Element> => ({
  ...rho,
  endomorphisms: [identityMatrix(rho.dimension)],
});

/** An irrep of complex type in the plane: what commutes with it is a complex number, a + bJ with J² = −1. */
export const complexType = <Element>(rho: Representation<Element>): Irrep<Element> => ({
  ...rho,
  endomorphisms: [identityMatrix(2), QUARTER_TURN],
});

/**
 * The trivial irrep of a group: a number that nothing changes.
 *
 * @example
 * ```ts
 * import { SO3, trivialIrrep } from '#equivariant';
 *
 * trivialIrrep(SO3).endomorphisms; // what commutes with it
 * ```
 */
export const trivialIrrep = <Element>(group: Group<Element>): Irrep<Element> =>
  realType(trivialRepresentation(group));

/** Whether an irrep is the trivial one: a number that is permuted can only stay where it is. */
export const isTrivial = ({ dimension, permutes }: Irrep): boolean => dimension === 1 && permutes === true;

import type { Group } from '../group/group.ts';
import { trace } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';

/** How a group acts on ℝᵈ: x ↦ ρ(g) x + t(g). Where t = 0, as almost everywhere, it is a representation. */
export interface Action<Element = unknown> {
  readonly name: string;
  readonly group: Group<Element>;
  /** d */
  readonly dimension: number;
  /** Whether every ρ(g) is a permutation matrix, so that a function applied number by number commutes with it. */
  readonly permutes?: boolean;
  /** ρ(g), d × d */
  matrix(g: Element): Matrix;
  /** t(g), of length d; absent when it is 0 */
  shift?(g: Element): readonly number[];
  /** dρ(X) = d/dt ρ(exp tX) at t = 0, for X in the Lie algebra; absent for groups that have none. */
  derivative?(tangent: Matrix): Matrix;
  /** d/dt t(exp tX) at t = 0; absent when it is 0 */
  shiftDerivative?(tangent: Matrix): readonly number[];
}

/** A linear action: ρ(g) is a matrix, and ρ(gh) = ρ(g) ρ(h). */
export interface Representation<Element = unknown> extends Action<Element> {
  readonly shift?: never;
  readonly shiftDerivative?: never;
}

/**
 * The character of a representation: χ(g) = tr ρ(g), the same on a conjugacy class.
 *
 * @example
 * ```ts
 * import { character, SO3, sphereIrrep } from '#equivariant';
 *
 * [0, 1, 2, 3].map((l) => character(sphereIrrep(l), SO3.identity)); // 2l + 1
 * ```
 */
export const character = <Element>(rho: Representation<Element>, g: Element): number => trace(rho.matrix(g));

/** Throws unless two actions are of one group; groups are one when their names are. */
export function assertSameGroup(a: Action, b: Action, purpose: string): void {
  if (a.group.name === b.group.name) return;
  throw new Error(
    `${purpose} needs one group, but ${a.name} belongs to ${a.group.name} and ${b.name} to ${b.group.name}; ` +
      'build both over the same group, or restrict the larger one with `through`.',
  );
}

import type { Random } from '#tensor';
import type { Matrix } from '../linear/matrix.ts';

/** A group: what its elements are, how they are multiplied, and how to draw one without preference. */
export interface Group<Element = unknown> {
  readonly name: string;
  /** The number of elements; Infinity for a continuous group. */
  readonly order: number;
  readonly identity: Element;
  /** gh: first h, then g. */
  multiply(g: Element, h: Element): Element;
  /** g⁻¹ */
  invert(g: Element): Element;
  /** Whether two elements are one: exactly where they are stored exactly, to rounding where they are matrices of floats. */
  equals(g: Element, h: Element): boolean;
  /** A Haar-random element: every one with the same chance. (The translations of E(n) have no such law; see there.) */
  random(random: Random): Element;
  /** A name for messages, different for different elements of a finite group. */
  nameOf(g: Element): string;
  /** Elements whose products are the whole group, or come as near as one likes to each element of a continuous one. */
  readonly generators: readonly Element[];
  /** Every element, the identity first; absent when there is no end to them. */
  list?(): readonly Element[];
  /**
   * Conjugacy classes, each with its share of the group, by which a class function is averaged: ∫ f dg = Σ weight · f(g).
   *
   * Exact for finite groups; for continuous ones, exact when f has frequencies below 63 only (a product of two
   * characters has the sum of theirs). Absent where the group is not compact, so that there is no average.
   */
  classes?(): readonly ConjugacyClass<Element>[];
}

/** A conjugacy class: one of its elements, and the share of the group that it makes up. */
export interface ConjugacyClass<Element> {
  readonly representative: Element;
  readonly weight: number;
}

/** A group of matrices with smooth families of elements, g(t) = exp(tX). */
export interface LieGroup extends Group<Matrix> {
  /** The dimension n of the space that it moves: elements are n × n, or (n + 1) × (n + 1) if they also translate. */
  readonly space: number;
  /** A basis of the Lie algebra: the directions X in which one can leave the identity. */
  readonly algebra: readonly Matrix[];
  /** Elements, one for each way out of the identity's component: with the exp(X) they generate the group. */
  readonly components: readonly Matrix[];
  /** exp(X), for X in the Lie algebra. */
  exponential(tangent: Matrix): Matrix;
}

/**
 * Whether a group has one-parameter subgroups to differentiate along.
 *
 * @example
 * ```ts
 * import { C4, isLieGroup, SO3 } from '#equivariant';
 *
 * [isLieGroup(C4), isLieGroup(SO3)];
 * ```
 */
export const isLieGroup = (group: Group): group is Group & LieGroup => 'algebra' in group;

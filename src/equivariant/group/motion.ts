/** How permutations and motions of space move sets, graphs and points. */
import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import type { Graph, Points } from '../layers/signal.ts';
import type { Matrix } from '../linear/matrix.ts';
import { applyAlongAxis } from './along-axis.ts';
import { isDirectProduct } from './direct-product.ts';
import { linearPart, translationPart } from './euclidean.ts';
import { isLieGroup } from './group.ts';
import type { Group, LieGroup } from './group.ts';
import type { Permutation } from './symmetric.ts';

/** The permutation of n things that an element is. @throws when it is none; names the remedy */
export function permutationOf<Element>(
  group: Group<Element>,
  g: Element,
  n: number,
  of: string,
): Permutation {
  const sigma: unknown = g;
  if (Array.isArray(sigma) && sigma.length === n && typeof sigma[0] === 'number') return sigma as number[];
  throw new Error(
    `${group.name} does not permute the ${n} elements of ${of}; test with symmetricGroup(${n}).`,
  );
}

/** Takes what is at place i to place σ(i), along each of the axes. */
export function permuteAxes<T extends Tensor>(sigma: Permutation, x: T, axes: readonly number[]): T {
  return tf.tidy(() => {
    const from = [...sigma];
    sigma.forEach((image, i) => (from[image] = i));
    const sources = tf.tensor1d(from, 'int32');
    return axes.reduce<Tensor>((moved, axis) => tf.gather(moved, sources, axis), x) as T;
  });
}

/** Renames the nodes of a graph. */
export const renameNodes = (sigma: Permutation, { h, adjacency }: Graph): Graph => ({
  h: permuteAxes(sigma, h, [1]),
  adjacency: permuteAxes(sigma, adjacency, [1, 2]),
});

/** Renames points, or moves them in space, or both: by an element of Sₙ, of E(d) or O(d), or of a product of these. */
export function moveAndRename<Element>(group: Group<Element>, g: Element, points: Points): Points {
  if (isDirectProduct(group)) {
    const [first, second] = g as readonly [unknown, unknown];
    const [a, b] = group.factors;
    return moveAndRename(a, first, moveAndRename(b, second, points));
  }
  if (isLieGroup(group)) return move(group, g as Matrix, points);
  const sigma = permutationOf(group, g, points.x.shape[1], 'points');
  return {
    ...points,
    h: permuteAxes(sigma, points.h, [1]),
    x: permuteAxes(sigma, points.x, [1]),
    ...(points.v && { v: permuteAxes(sigma, points.v, [1]) }),
    ...(points.a && { a: permuteAxes(sigma, points.a, [1, 2]) }),
    ...(points.adjacency && { adjacency: permuteAxes(sigma, points.adjacency, [1, 2]) }),
  };
}

/** x ↦ Qx + t, v ↦ Qv; the rest is passed on. */
function move(group: LieGroup, g: Matrix, points: Points): Points {
  assertMoves(group, points);
  const affine = g.length > group.space;
  const q = affine ? linearPart(g) : g;
  return {
    ...points,
    x: applyAlongAxis(q, affine ? translationPart(g) : undefined, points.x, 2),
    ...(points.v && { v: applyAlongAxis(q, undefined, points.v, 2) }),
  };
}

/** Throws unless a group moves space of as many dimensions as the points have. */
export function assertMoves({ name, space }: LieGroup, { x }: Points): void {
  const dimension = x.shape[2];
  if (dimension === space) return;
  throw new Error(
    `${name} does not move points of ${dimension} coordinates; take E(${dimension}) or O(${dimension}).`,
  );
}

import type { Group } from './group.ts';

/** A product of two groups, whose elements are pairs. */
export interface DirectProduct<A = unknown, B = unknown> extends Group<readonly [A, B]> {
  readonly factors: readonly [Group<A>, Group<B>];
}

/** Whether a group is a product of two. */
export const isDirectProduct = (group: Group): group is Group & DirectProduct => 'factors' in group;

/**
 * The direct product A × B: pairs, multiplied one by one, (a, b)(a′, b′) = (aa′, bb′).
 *
 * Permuting the points of a cloud and turning it are S(n) × O(3); translations of a torus of pixels are Z/n × Z/n.
 *
 * @example
 * ```ts
 * import { directProduct, integersModulo } from '#equivariant';
 *
 * const torus = directProduct(integersModulo(3), integersModulo(4));
 * ({ order: torus.order, sum: [...torus.multiply([2, 3], [2, 3])] });
 * ```
 */
export function directProduct<A, B>(a: Group<A>, b: Group<B>): DirectProduct<A, B> {
  type Pair = readonly [A, B];
  const pairs = <X, Y>(xs: readonly X[], ys: readonly Y[]): (readonly [X, Y])[] =>
    xs.flatMap((x) => ys.map((y) => [x, y] as const));
  const [listA, listB] = [a.list, b.list];
  const [classesA, classesB] = [a.classes, b.classes];
  return {
    name: `${a.name} × ${b.name}`,
    factors: [a, b],
    order: a.order * b.order,
    identity: [a.identity, b.identity],
    multiply: ([a1, b1], [a2, b2]) => [a.multiply(a1, a2), b.multiply(b1, b2)],
    invert: ([a1, b1]) => [a.invert(a1), b.invert(b1)],
    equals: ([a1, b1], [a2, b2]) => a.equals(a1, a2) && b.equals(b1, b2),
    random: (random) => [a.random(random), b.random(random)],
    nameOf: ([a1, b1]) => `(${a.nameOf(a1)}, ${b.nameOf(b1)})`,
    generators: [
      ...a.generators.map((g): Pair => [g, b.identity]),
      ...b.generators.map((g): Pair => [a.identity, g]),
    ],
    ...(listA && listB && { list: () => pairs(listA(), listB()) }),
    ...(classesA &&
      classesB && {
        classes: () =>
          pairs(classesA(), classesB()).map(([x, y]) => ({
            representative: [x.representative, y.representative] as const,
            weight: x.weight * y.weight,
          })),
      }),
  };
}

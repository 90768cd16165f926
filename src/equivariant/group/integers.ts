import type { Group } from './group.ts';

/**
 * The integers modulo n under addition, Z/n: translations of a ring of n places.
 *
 * @throws unless n is a whole number ≥ 1
 *
 * @example
 * ```ts
 * import { integersModulo } from '#equivariant';
 *
 * const ring = integersModulo(5);
 * ring.list?.().map((k) => ring.multiply(k, 3));
 * ```
 */
export function integersModulo(n: number): Group<number> {
  if (!Number.isInteger(n) || n < 1) throw new Error(`There is no Z/${n}; give a whole number ≥ 1.`);
  const all = Array.from({ length: n }, (_, k) => k);
  return {
    name: `Z/${n}`,
    order: n,
    identity: 0,
    multiply: (a, b) => (a + b) % n,
    invert: (a) => (n - a) % n,
    equals: (a, b) => a === b,
    random: (random) => random.integer(0, n),
    nameOf: String,
    generators: n === 1 ? [] : [1],
    list: () => all,
    classes: () => all.map((k) => ({ representative: k, weight: 1 / n })),
  };
}

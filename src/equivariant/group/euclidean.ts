import { matrixOf, transpose } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { randomOrthonormal } from '../linear/orthonormal.ts';
import type { LieGroup } from './group.ts';
import { denseRotations, matrixGroup, reflection, skewBasis } from './orthogonal.ts';

/** The map x ↦ Qx + t as an (n + 1) × (n + 1) matrix, [Q t; 0 1], so that maps compose as matrices multiply. */
function affineMatrix(q: Matrix, t: readonly number[], corner = 1): number[][] {
  const n = t.length;
  return matrixOf(n + 1, n + 1, (row, column) =>
    row < n ? (column < n ? q[row][column] : t[row]) : column < n ? 0 : corner,
  );
}

/** Q of x ↦ Qx + t. */
export const linearPart = (g: Matrix): number[][] => g.slice(0, -1).map((row) => row.slice(0, -1));
/** t of x ↦ Qx + t. */
export const translationPart = (g: Matrix): number[] => g.slice(0, -1).map((row) => row.at(-1)!);

/**
 * The Euclidean group E(n): every map x ↦ Qx + t that keeps distances. An element is the matrix [Q t; 0 1].
 *
 * It is not compact: `random` draws Q from Haar's law and t from N(0, 1)ⁿ, in units of the coordinates, because no law
 * treats all translations alike; and class functions have no average.
 *
 * @throws unless n is a whole number ≥ 1
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { euclideanGroup } from '#equivariant';
 *
 * const group = euclideanGroup(2);
 * const g = group.random(random(seed));
 * const product = group.multiply(g, group.invert(g));
 * group.equals(product, group.identity);
 * ```
 */
export function euclideanGroup(n: number): LieGroup {
  if (!Number.isInteger(n) || n < 1) throw new Error(`There is no group E(${n}); give a whole number ≥ 1.`);
  const none = new Array<number>(n).fill(0);
  const along = (axis: number, length: number): number[] => none.map((_, i) => (i === axis ? length : 0));
  const one = matrixOf(n, n, (row, column) => (row === column ? 1 : 0));
  const zero = matrixOf(n, n, () => 0);
  const reflected = affineMatrix(reflection(n), none);
  return {
    ...matrixGroup(n + 1),
    name: `E(${n})`,
    space: n,
    invert(g) {
      const back = transpose(linearPart(g));
      const t = translationPart(g);
      return affineMatrix(
        back,
        back.map((row) => row.reduce((sum, entry, i) => sum - entry * t[i], 0)),
      );
    },
    random: (random) =>
      affineMatrix(
        randomOrthonormal(n, random),
        none.map(() => random.normal()),
      ),
    generators: [
      ...denseRotations(n).map((rotation) => affineMatrix(rotation, none)),
      reflected,
      affineMatrix(one, along(0, 1)),
      affineMatrix(one, along(0, Math.SQRT2)), // with 1, comes near every length
    ],
    components: [reflected],
    algebra: [
      ...skewBasis(n).map((x) => affineMatrix(x, none, 0)),
      ...none.map((_, axis) => affineMatrix(zero, along(axis, 1), 0)),
    ],
  };
}

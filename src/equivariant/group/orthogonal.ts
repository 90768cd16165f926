import { turn } from '#tensor';
import type { Random } from '#tensor';
import { exponential } from '../linear/exponential.ts';
import { determinant, distance, identityMatrix, matrixOf, multiply, transpose } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { randomOrthonormal } from '../linear/orthonormal.ts';
import type { ConjugacyClass, LieGroup } from './group.ts';

/** Elements of a matrix group are one if no entry differs by more: a thousand float64 roundings. */
const SAME = 1e-12;

/** Rotations by multiples of 360°/64 average frequencies below 64 exactly; the measure of SO(3) adds one to them. */
const ANGLES = 64;

/** The rotation by an angle in the plane of two axes, that takes axis i towards axis j. */
function planeRotation(n: number, i: number, j: number, cos: number, sin: number): number[][] {
  const rotation = identityMatrix(n);
  rotation[i][i] = cos;
  rotation[j][j] = cos;
  rotation[j][i] = sin;
  rotation[i][j] = -sin;
  return rotation;
}

/** The reflection of the first axis. */
export const reflection = (n: number): number[][] =>
  matrixOf(n, n, (row, column) => (row === column ? (row === 0 ? -1 : 1) : 0));

/** A basis of so(n): for each pair of axes i < j, the matrix that starts turning axis i towards axis j. */
export function skewBasis(n: number): number[][][] {
  return axisPairs(n).map(([i, j]) =>
    matrixOf(n, n, (row, column) => (row === j && column === i ? 1 : row === i && column === j ? -1 : 0)),
  );
}

/**
 * Rotations whose products come near every rotation: by the angle with cosine 3/5, no rational part of a full turn,
 * between each axis and the next.
 */
export const denseRotations = (n: number): number[][][] =>
  Array.from({ length: n - 1 }, (_, i) => planeRotation(n, i, i + 1, 0.6, 0.8));

/** A Haar-random rotation (det = 1). */
function randomRotation(n: number, random: Random): number[][] {
  const rows = randomOrthonormal(n, random);
  if (determinant(rows) < 0) rows[0] = rows[0].map((entry) => -entry);
  return rows;
}

const axisPairs = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, i) => i).flatMap((i) =>
    Array.from({ length: n - i - 1 }, (_, k): [number, number] => [i, i + 1 + k]),
  );

const describeMatrix = (g: Matrix): string =>
  `[${g.map((row) => row.map((entry) => entry.toFixed(2)).join(' ')).join('; ')}]`;

/** What SO(n), O(n) and E(n) have in common: elements are matrices, the product is theirs. */
export const matrixGroup = (
  size: number,
): Pick<LieGroup, 'identity' | 'multiply' | 'equals' | 'nameOf' | 'exponential' | 'order'> => ({
  order: Infinity,
  identity: identityMatrix(size),
  multiply,
  equals: (g, h) => distance(g, h) <= SAME,
  nameOf: describeMatrix,
  exponential,
});

/**
 * The rotations of n-space, SO(n) = {R : RᵀR = 1, det R = 1}; an element is its matrix.
 *
 * Class functions can be averaged for n = 2 and n = 3, where a class is an angle: in SO(3), with the measure
 * (1 − cos θ) dθ / 2π over a full turn (Weyl's integration formula).
 *
 * @throws unless n is a whole number ≥ 2
 *
 * @example
 * ```ts
 * import { specialOrthogonalGroup } from '#equivariant';
 *
 * const group = specialOrthogonalGroup(4);
 * group.algebra.length; // planes in which 4-space can be turned
 * ```
 */
export function specialOrthogonalGroup(n: number): LieGroup {
  if (!Number.isInteger(n) || n < 2)
    throw new Error(`There is no group SO(${n}) here; give a whole number ≥ 2.`);
  return {
    ...matrixGroup(n),
    name: `SO(${n})`,
    space: n,
    invert: transpose,
    random: (random) => randomRotation(n, random),
    generators: denseRotations(n),
    components: [],
    algebra: skewBasis(n),
    ...(n <= 3 && { classes: () => rotationClasses(n) }),
  };
}

/**
 * The rotations and reflections of n-space, O(n) = {Q : QᵀQ = 1}; an element is its matrix.
 *
 * @throws unless n is a whole number ≥ 2
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { orthogonalGroup } from '#equivariant';
 *
 * const q = orthogonalGroup(3).random(random(seed));
 * q[0].map((_, column) => q.reduce((sum, row) => sum + row[column] * row[0], 0)); // QᵀQ, its first row
 * ```
 */
export function orthogonalGroup(n: number): LieGroup {
  if (!Number.isInteger(n) || n < 2)
    throw new Error(`There is no group O(${n}) here; give a whole number ≥ 2.`);
  return {
    ...matrixGroup(n),
    name: `O(${n})`,
    space: n,
    invert: transpose,
    random: (random) => randomOrthonormal(n, random),
    generators: [...denseRotations(n), reflection(n)],
    components: [reflection(n)],
    algebra: skewBasis(n),
    ...(n <= 3 && { classes: () => orthogonalClasses(n) }),
  };
}

function rotationClasses(n: number): ConjugacyClass<Matrix>[] {
  return Array.from({ length: ANGLES }, (_, step) => {
    const { cos, sin } = turn((360 * step) / ANGLES);
    const weight = (n === 3 ? 1 - cos : 1) / ANGLES;
    return { representative: planeRotation(n, 0, 1, cos, sin), weight };
  });
}

/** Half of O(n) are rotations. In the plane the other half is one class; in space they are −1 times the rotations. */
function orthogonalClasses(n: number): ConjugacyClass<Matrix>[] {
  const rotations = rotationClasses(n).map(({ representative, weight }) => ({
    representative,
    weight: weight / 2,
  }));
  const others =
    n === 2
      ? [{ representative: reflection(2), weight: 0.5 }]
      : rotations.map(({ representative, weight }) => ({
          representative: representative.map((row) => row.map((entry) => -entry)),
          weight,
        }));
  return [...rotations, ...others];
}

/**
 * The rotations of the plane.
 *
 * @example
 * ```ts
 * import { SO2 } from '#equivariant';
 *
 * SO2.exponential([
 *   [0, -0.1],
 *   [0.1, 0],
 * ]);
 * ```
 */
export const SO2: LieGroup = specialOrthogonalGroup(2);
/**
 * The rotations and reflections of the plane.
 *
 * @example
 * ```ts
 * import { O2 } from '#equivariant';
 *
 * O2.components; // the reflection by which one leaves the rotations
 * ```
 */
export const O2: LieGroup = orthogonalGroup(2);
/**
 * The rotations of space.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { SO3 } from '#equivariant';
 *
 * SO3.random(random(seed));
 * ```
 */
export const SO3: LieGroup = specialOrthogonalGroup(3);
/**
 * The rotations, reflections and rotary reflections of space.
 *
 * @example
 * ```ts
 * import { O3 } from '#equivariant';
 *
 * ({ name: O3.name, dimension: O3.algebra.length, components: O3.components.length + 1 });
 * ```
 */
export const O3: LieGroup = orthogonalGroup(3);

import type { Matrix } from './matrix.ts';

/**
 * An orthonormal basis of the null space of A, {x : Ax = 0}, in float64.
 *
 * Gram–Schmidt with the longest remaining row first finds the row space; then the longest remaining unit vectors fill
 * what is left. A vector is made orthogonal twice, which leaves errors of rounding size (Giraud, Langou & Rozložník,
 * doi:10.1016/j.camwa.2005.08.009).
 *
 * @param columns the number of unknowns, which an A without rows does not tell
 * @param scale how long rows are that matter; what is shorter than 10⁻⁹ of it is taken for 0, since rounding leaves about
 *   10⁻¹⁵. Default the longest row; say it when all rows may be 0 but for rounding
 * @returns basis vectors, each of length `columns`
 */
export function nullSpace(rows: Matrix, columns: number, scale?: number): number[][] {
  const remaining = rows.map((row) => Float64Array.from(row));
  const longest = Math.sqrt(remaining.reduce((most, row) => Math.max(most, dot(row, row)), 0));
  const shortest = 1e-9 * (scale ?? longest);
  const rowSpace: Float64Array[] = [];
  while (rowSpace.length < columns) {
    const next = takeLongest(remaining, rowSpace, shortest);
    if (!next) break;
    rowSpace.push(next);
  }
  const units = Array.from({ length: columns }, (_, i) =>
    Float64Array.from({ length: columns }, (_, j) => (i === j ? 1 : 0)),
  );
  for (const row of rowSpace) units.forEach((unit) => removeAlong(unit, row));
  const basis = [...rowSpace];
  while (basis.length < columns) basis.push(takeLongest(units, basis, 0)!);
  return basis.slice(rowSpace.length).map((vector) => [...vector]);
}

/** Takes the longest vector, normalises it, and makes the others orthogonal to it; undefined when it is too short. */
function takeLongest(
  vectors: Float64Array[],
  found: readonly Float64Array[],
  shortest: number,
): Float64Array | undefined {
  let best = -1;
  let most = shortest * shortest;
  vectors.forEach((vector, index) => {
    const square = dot(vector, vector);
    if (square > most) [best, most] = [index, square];
  });
  if (best < 0) return undefined;
  const [vector] = vectors.splice(best, 1);
  for (const other of found) removeAlong(vector, other);
  const length = Math.sqrt(dot(vector, vector));
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  for (const other of vectors) removeAlong(other, vector);
  return vector;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Takes away from a vector its part along a unit vector. */
function removeAlong(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  if (along === 0) return;
  for (let i = 0; i < vector.length; i++) vector[i] -= along * unit[i];
}

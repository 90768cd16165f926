/**
 * Solves A x = b for a small matrix, by elimination with partial pivoting; A (row by row) and b are used up, x is in b.
 *
 * Only + − × ÷ are used, so the bits are the same in every engine. Returns false where A is singular to rounding.
 */
export function solveInPlace(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  let scale = 0;
  for (const entry of a) scale = Math.max(scale, Math.abs(entry));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column]) > Math.abs(a[pivot * n + column])) pivot = row;
    }
    // Below this a pivot is what rounding left of a zero.
    if (!(Math.abs(a[pivot * n + column]) > 1e-14 * scale)) return false;
    if (pivot !== column) {
      for (let k = column; k < n; k++) swap(a, pivot * n + k, column * n + k);
      swap(b, pivot, column);
    }
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column] / a[column * n + column];
      if (factor === 0) continue;
      for (let k = column + 1; k < n; k++) a[row * n + k] -= factor * a[column * n + k];
      b[row] -= factor * b[column];
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row];
    for (let k = row + 1; k < n; k++) sum -= a[row * n + k] * b[k];
    b[row] = sum / a[row * n + row];
  }
  return true;
}

function swap(list: Float64Array, i: number, j: number): void {
  const kept = list[i];
  list[i] = list[j];
  list[j] = kept;
}

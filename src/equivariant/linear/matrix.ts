/** A real matrix, row by row, in float64; only + − × ÷ and √ are applied to it, so its bits are the same in every engine. */
export type Matrix = readonly (readonly number[])[];

/** The matrix with the given entries: mᵢⱼ = entry(i, j). */
export const matrixOf = (
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): number[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => entry(row, column)),
  );

/** 1ₙ */
export const identityMatrix = (n: number): number[][] =>
  matrixOf(n, n, (row, column) => (row === column ? 1 : 0));

/** 0, rows × columns */
export const zeroMatrix = (rows: number, columns = rows): number[][] => matrixOf(rows, columns, () => 0);

/** AB. @throws when A has not as many columns as B has rows */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = b[0]?.length ?? 0;
  return a.map((row) => {
    if (row.length !== b.length) {
      throw new Error(
        `A matrix of ${a.length} × ${row.length} cannot multiply one of ${b.length} × ${columns}; transpose one.`,
      );
    }
    const sums = new Array<number>(columns).fill(0);
    for (const [k, factor] of row.entries()) {
      if (factor === 0) continue; // representations of finite groups are mostly zeros
      const other = b[k];
      for (let column = 0; column < columns; column++) sums[column] += factor * other[column];
    }
    return sums;
  });
}

/** Ax */
export const applyMatrix = (a: Matrix, x: readonly number[]): number[] =>
  a.map((row) => row.reduce((sum, entry, column) => sum + entry * x[column], 0));

/** Aᵀ */
export const transpose = (a: Matrix): number[][] =>
  matrixOf(a[0]?.length ?? 0, a.length, (row, column) => a[column][row]);

/** αA + βB */
export const combine = (alpha: number, a: Matrix, beta: number, b: Matrix): number[][] =>
  a.map((row, i) => row.map((entry, j) => alpha * entry + beta * b[i][j]));

/** The block-diagonal matrix of the given blocks. */
export function blockDiagonal(blocks: readonly Matrix[]): number[][] {
  const size = blocks.reduce((sum, block) => sum + block.length, 0);
  const whole = zeroMatrix(size);
  let offset = 0;
  for (const block of blocks) {
    block.forEach((row, i) => row.forEach((entry, j) => (whole[offset + i][offset + j] = entry)));
    offset += block.length;
  }
  return whole;
}

/** A ⊗ B, whose entry at (i·rows(B) + k, j·columns(B) + l) is Aᵢⱼ Bₖₗ. */
export const kronecker = (a: Matrix, b: Matrix): number[][] =>
  a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((left) => rowB.map((right) => left * right))));

/** tr A */
export const trace = (a: Matrix): number => a.reduce((sum, row, index) => sum + row[index], 0);

/** det A of a square matrix, by elimination with the largest pivot. */
export function determinant(a: Matrix): number {
  const rows = a.map((row) => [...row]);
  let product = 1;
  for (let k = 0; k < rows.length; k++) {
    let best = k;
    for (let i = k + 1; i < rows.length; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
    const pivot = rows[best][k];
    if (pivot === 0) return 0;
    if (best !== k) {
      [rows[k], rows[best]] = [rows[best], rows[k]];
      product = -product;
    }
    product *= pivot;
    for (const row of rows.slice(k + 1)) {
      const factor = row[k] / pivot;
      for (let j = k; j < row.length; j++) row[j] -= factor * rows[k][j];
    }
  }
  return product;
}

/** The largest magnitude among the entries of A − B: how far two matrices are apart. */
export const distance = (a: Matrix, b: Matrix): number =>
  a.reduce(
    (most, row, i) => row.reduce((worst, entry, j) => Math.max(worst, Math.abs(entry - b[i][j])), most),
    0,
  );

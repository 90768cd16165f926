import { multiplyNarrow } from './multiply-narrow';
import { copyTile, packColumns, packFour } from './pack';
import { multiplyTile } from './tile';

/** Lays four columns of a transposed left operand side by side, so that the micro-kernel reads memory in order. */
function packRows(K: i32, a: usize, step: usize, rows: i32, out: usize): void {
  if (rows == 4) {
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(a));
      a += step;
      out += 16;
    }
  } else {
    for (let k = 0; k < K; k++) {
      for (let i = 0; i < rows; i++) store<f32>(out + ((<usize>i) << 2), load<f32>(a + ((<usize>i) << 2)));
      a += step;
      out += 16;
    }
  }
}

/** C = A B with B packed; A has a row every aRow and a next number every aStep elements, one of them 1. */
function multiplyPacked(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: i32,
  aStep: i32,
  packed: usize,
  c: usize,
  scratch: usize,
): void {
  const tile = scratch;
  const panel = scratch + 128;
  const outRow = (<usize>N) << 2;
  for (let m = 0; m < M; m += 4) {
    const rows = min(M - m, 4);
    const from = a + ((<usize>(m * aRow)) << 2);
    if (aStep != 1) packRows(K, from, (<usize>aStep) << 2, rows, panel);
    else {
      // Rows that are not there are the first one again.
      const row = (<usize>aRow) << 2;
      const a1 = rows > 1 ? from + row : from;
      const a2 = rows > 2 ? from + 2 * row : from;
      const a3 = rows > 3 ? from + 3 * row : from;
      packFour(K, from, a1, a2, a3, panel);
    }
    let out = c + <usize>m * outRow;
    let b = packed;
    for (let n = 0; n < N; n += 8) {
      const columns = min(N - n, 8);
      if (rows == 4 && columns == 8) multiplyTile(1, K, 16, 0, panel, b, out, outRow);
      else {
        multiplyTile(1, K, 16, 0, panel, b, tile, 32);
        copyTile(tile, rows, columns, out, outRow);
      }
      b += (<usize>K) << 5;
      out += 32;
    }
  }
}

/**
 * C[i] = A[i] B[i] for a batch of matrices: each number is Σₖ aₘₖ bₖₙ in float32, k rising; where N ≤ 3 and A is not
 * transposed, as four running sums.
 *
 * A has element (m, k) at a + 4·(i·aBatch + m·aRow + k·aStep), with aRow or aStep 1; B has (k, n) at
 * b + 4·(i·bBatch + k·bRow + n·bColumn); C is [batches, M, N].
 *
 * @param scratch K·⌈N/8⌉·8 + 4·K + 32 floats
 */
export function multiply(
  batches: i32,
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aBatch: i32,
  aRow: i32,
  aStep: i32,
  b: usize,
  bBatch: i32,
  bRow: i32,
  bColumn: i32,
  c: usize,
  scratch: usize,
): void {
  const packed = scratch + 128 + ((<usize>K) << 4);
  for (let i = 0; i < batches; i++) {
    if (N <= 3) multiplyNarrow(M, N, K, a, aRow, aStep, b, bRow, bColumn, c, packed);
    else {
      if (i == 0 || bBatch != 0) packColumns(K, N, b, bRow, bColumn, packed);
      multiplyPacked(M, N, K, a, aRow, aStep, packed, c, scratch);
    }
    a += (<usize>aBatch) << 2;
    b += (<usize>bBatch) << 2;
    c += (<usize>(M * N)) << 2;
  }
}

import { multiplyNarrow } from './multiply-narrow';
import { copyTile, packColumns } from './pack';

/**
 * Four rows times eight columns: tile[i, j] = Σₖ aᵢ[k] · b[k, j], k rising, each product rounded and then added.
 *
 * @param a0 first number of each of four rows, whose next is `step` bytes on
 * @param b a packed panel
 */
function multiplyTile(
  K: i32,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  step: usize,
  b: usize,
  out: usize,
  outRow: usize,
): void {
  let x0 = f32x4.splat(0);
  let x1 = x0;
  let x2 = x0;
  let x3 = x0;
  let y0 = x0;
  let y1 = x0;
  let y2 = x0;
  let y3 = x0;
  for (let k = 0; k < K; k++) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    b += 32;
    let s = v128.load32_splat(a0);
    a0 += step;
    x0 = f32x4.add(x0, f32x4.mul(s, left));
    y0 = f32x4.add(y0, f32x4.mul(s, right));
    s = v128.load32_splat(a1);
    a1 += step;
    x1 = f32x4.add(x1, f32x4.mul(s, left));
    y1 = f32x4.add(y1, f32x4.mul(s, right));
    s = v128.load32_splat(a2);
    a2 += step;
    x2 = f32x4.add(x2, f32x4.mul(s, left));
    y2 = f32x4.add(y2, f32x4.mul(s, right));
    s = v128.load32_splat(a3);
    a3 += step;
    x3 = f32x4.add(x3, f32x4.mul(s, left));
    y3 = f32x4.add(y3, f32x4.mul(s, right));
  }
  v128.store(out, x0);
  v128.store(out, y0, 16);
  out += outRow;
  v128.store(out, x1);
  v128.store(out, y1, 16);
  out += outRow;
  v128.store(out, x2);
  v128.store(out, y2, 16);
  out += outRow;
  v128.store(out, x3);
  v128.store(out, y3, 16);
}

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
    let from = a + ((<usize>(m * aRow)) << 2);
    let row = (<usize>aRow) << 2;
    let step = (<usize>aStep) << 2;
    if (aStep != 1 && aRow == 1) {
      packRows(K, from, step, rows, panel);
      from = panel;
      row = 4;
      step = 16;
    }
    // Rows that are not there are the first one again.
    const a1 = rows > 1 ? from + row : from;
    const a2 = rows > 2 ? from + 2 * row : from;
    const a3 = rows > 3 ? from + 3 * row : from;
    let out = c + <usize>m * outRow;
    let b = packed;
    for (let n = 0; n < N; n += 8) {
      const columns = min(N - n, 8);
      if (rows == 4 && columns == 8) multiplyTile(K, from, a1, a2, a3, step, b, out, outRow);
      else {
        multiplyTile(K, from, a1, a2, a3, step, b, tile, 32);
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

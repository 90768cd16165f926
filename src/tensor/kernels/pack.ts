/** Four numbers of each of four rows, turned: the k-th ones side by side, `step` bytes behind the ones before. */
function interleave(r0: v128, r1: v128, r2: v128, r3: v128, out: usize, step: usize): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(out + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(out + 2 * step, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(out + 3 * step, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** out[4k + i] = aᵢ[k] for n numbers that lie side by side: the left operand of a tile, which then has one pointer. */
export function packFour(n: i32, a0: usize, a1: usize, a2: usize, a3: usize, out: usize): void {
  let k: usize = 0;
  const bytes = (<usize>n) << 2;
  for (; k + 16 <= bytes; k += 16) {
    interleave(v128.load(a0 + k), v128.load(a1 + k), v128.load(a2 + k), v128.load(a3 + k), out, 16);
    out += 64;
  }
  for (; k < bytes; k += 4) {
    store<f32>(out, load<f32>(a0 + k));
    store<f32>(out, load<f32>(a1 + k), 4);
    store<f32>(out, load<f32>(a2 + k), 8);
    store<f32>(out, load<f32>(a3 + k), 12);
    out += 16;
  }
}

/** Eight columns whose numbers lie side by side, as a panel of rows of eight. */
function packEight(K: i32, from: usize, columnBytes: usize, out: usize): void {
  const last = (<usize>K) << 2;
  let k: usize = 0;
  for (; k + 16 <= last; k += 16) {
    const at = from + k;
    const b = at + 4 * columnBytes;
    interleave(
      v128.load(at),
      v128.load(at + columnBytes),
      v128.load(at + 2 * columnBytes),
      v128.load(at + 3 * columnBytes),
      out,
      32,
    );
    interleave(
      v128.load(b),
      v128.load(b + columnBytes),
      v128.load(b + 2 * columnBytes),
      v128.load(b + 3 * columnBytes),
      out + 16,
      32,
    );
    out += 128;
  }
  for (; k < last; k += 4) {
    let at = from + k;
    for (let j: usize = 0; j < 32; j += 4) {
      store<f32>(out + j, load<f32>(at));
      at += columnBytes;
    }
    out += 32;
  }
}

/**
 * Lays the right operand of a product out as the micro-kernel reads it: panels of 8 columns, in each the 8 numbers of one
 * row after the other, columns beyond the last as zeros.
 *
 * @param b element (k, n) at b + 4·(k·row + n·column)
 * @param out K·⌈N/8⌉·8 floats
 */
export function packColumns(K: i32, N: i32, b: usize, row: i32, column: i32, out: usize): void {
  const rowBytes = (<usize>row) << 2;
  const columnBytes = (<usize>column) << 2;
  for (let n = 0; n < N; n += 8) {
    let from = b + <usize>n * columnBytes;
    const width = N - n;
    if (width >= 8 && column == 1) {
      for (let k = 0; k < K; k++) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        from += rowBytes;
        out += 32;
      }
    } else if (width >= 8 && row == 1) {
      packEight(K, from, columnBytes, out);
      out += (<usize>K) << 5;
    } else if (width >= 8) {
      for (let k = 0; k < K; k++) {
        let at = from;
        for (let j: usize = 0; j < 32; j += 4) {
          store<f32>(out + j, load<f32>(at));
          at += columnBytes;
        }
        from += rowBytes;
        out += 32;
      }
    } else {
      for (let k = 0; k < K; k++) {
        let at = from;
        for (let j = 0; j < 8; j++) {
          store<f32>(out, j < width ? load<f32>(at) : 0);
          at += columnBytes;
          out += 4;
        }
        from += rowBytes;
      }
    }
  }
}

/** Copies the valid corner of a 4 × 8 tile to where it belongs. */
export function copyTile(tile: usize, rows: i32, columns: i32, out: usize, outRow: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      store<f32>(out + ((<usize>j) << 2), load<f32>(tile + ((<usize>j) << 2)));
    }
    tile += 32;
    out += outRow;
  }
}

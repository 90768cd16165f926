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

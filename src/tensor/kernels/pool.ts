/**
 * y[b, h, w, c] = the largest number of a window, of which what hangs over the image is left out; NaN where one is in it,
 * −∞ for a window of nothing.
 *
 * @param x [B, rows, columns, C]
 * @param y [B, H, W, C]
 */
export function maxPool(
  B: i32,
  rows: i32,
  columns: i32,
  C: i32,
  x: usize,
  kh: i32,
  kw: i32,
  strideRows: i32,
  strideColumns: i32,
  top: i32,
  left: i32,
  H: i32,
  W: i32,
  y: usize,
): void {
  const pixel = (<usize>C) << 2;
  const line = <usize>columns * pixel;
  for (let b = 0; b < B; b++) {
    for (let h = 0; h < H; h++) {
      const firstRow = max(h * strideRows - top, 0);
      const endRow = min(h * strideRows - top + kh, rows);
      for (let w = 0; w < W; w++) {
        const firstColumn = max(w * strideColumns - left, 0);
        const endColumn = min(w * strideColumns - left + kw, columns);
        const corner = x + <usize>firstRow * line + <usize>firstColumn * pixel;
        let c = 0;
        if (endRow - firstRow == 2 && endColumn - firstColumn == 2) {
          for (; c + 4 <= C; c += 4) {
            const there = corner + ((<usize>c) << 2);
            const upper = f32x4.max(v128.load(there), v128.load(there + pixel));
            const lower = f32x4.max(v128.load(there + line), v128.load(there + line + pixel));
            v128.store(y, f32x4.max(upper, lower));
            y += 16;
          }
        }
        for (; c < C; c += 4) {
          const there = corner + ((<usize>c) << 2);
          let best = f32x4.splat(-Infinity);
          let start = there;
          for (let i = firstRow; i < endRow; i++) {
            let at = start;
            for (let j = firstColumn; j < endColumn; j++) {
              best = f32x4.max(best, v128.load(at));
              at += pixel;
            }
            start += line;
          }
          if (c + 4 <= C) v128.store(y, best);
          else {
            v128.store32_lane(y, best, 0);
            if (c + 1 < C) v128.store32_lane(y, best, 1, 4);
            if (c + 2 < C) v128.store32_lane(y, best, 2, 8);
          }
          y += (<usize>min(C - c, 4)) << 2;
        }
      }
    }
    x += <usize>rows * line;
  }
}

/** Four channels of 2 × 2 windows that do not overlap: the derivative goes to the first maximum, row by row. */
function poolGradient4(x: usize, line: usize, pixel: usize, dy: v128, dx: usize): void {
  const a = v128.load(x);
  const b = v128.load(x + pixel);
  const c = v128.load(x + line);
  const d = v128.load(x + line + pixel);
  // As a search with `>` finds it: a later one must be larger, and a NaN is not.
  const toB = f32x4.gt(b, a);
  const ab = v128.bitselect(b, a, toB);
  const toC = f32x4.gt(c, ab);
  const abc = v128.bitselect(c, ab, toC);
  const toD = f32x4.gt(d, abc);
  v128.store(dx, v128.andnot(v128.andnot(v128.andnot(dy, toB), toC), toD));
  v128.store(dx + pixel, v128.andnot(v128.andnot(v128.and(dy, toB), toC), toD));
  v128.store(dx + line, v128.andnot(v128.and(dy, toC), toD));
  v128.store(dx + line + pixel, v128.and(dy, toD));
}

/**
 * dL/dx of maxPool: each derivative goes to the first maximum of its window in row-major order, and what overlapping
 * windows give a pixel is added in the order of the windows.
 *
 * @param x [B, rows, columns, C]
 * @param dy [B, H, W, C]
 * @param dx like x
 */
export function maxPoolGradient(
  B: i32,
  rows: i32,
  columns: i32,
  C: i32,
  x: usize,
  kh: i32,
  kw: i32,
  strideRows: i32,
  strideColumns: i32,
  top: i32,
  left: i32,
  H: i32,
  W: i32,
  dy: usize,
  dx: usize,
): void {
  const pixel = (<usize>C) << 2;
  const line = <usize>columns * pixel;
  const tiles = kh == 2 && kw == 2 && strideRows == 2 && strideColumns == 2 && top == 0 && left == 0;
  const inside = 2 * H <= rows && 2 * W <= columns;
  // Every number of dx is written below when the windows cover the image, four channels at a time.
  if (!(tiles && 2 * H == rows && 2 * W == columns && (C & 3) == 0))
    memory.fill(dx, 0, <usize>(B * rows) * line);
  for (let b = 0; b < B; b++) {
    for (let h = 0; h < H; h++) {
      const firstRow = max(h * strideRows - top, 0);
      const endRow = min(h * strideRows - top + kh, rows);
      for (let w = 0; w < W; w++) {
        const firstColumn = max(w * strideColumns - left, 0);
        const endColumn = min(w * strideColumns - left + kw, columns);
        let at = <usize>firstRow * line + <usize>firstColumn * pixel;
        let c = 0;
        if (tiles && inside) {
          for (; c + 4 <= C; c += 4) {
            poolGradient4(x + at, line, pixel, v128.load(dy), dx + at);
            at += 16;
            dy += 16;
          }
        }
        const some = firstRow < endRow && firstColumn < endColumn;
        for (; c < C; c++) {
          if (some) {
            let best = at;
            let highest = load<f32>(x + at);
            let start = at;
            for (let i = firstRow; i < endRow; i++) {
              let k = start;
              for (let j = firstColumn; j < endColumn; j++) {
                const v = load<f32>(x + k);
                if (v > highest) {
                  highest = v;
                  best = k;
                }
                k += pixel;
              }
              start += line;
            }
            store<f32>(dx + best, load<f32>(dx + best) + load<f32>(dy));
          }
          at += 4;
          dy += 4;
        }
      }
    }
    x += <usize>rows * line;
    dx += <usize>rows * line;
  }
}

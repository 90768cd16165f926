/**
 * y[b, h, w, c] = the mean of a window, of which what hangs over the image is left out: its numbers are added row by row in
 * float32, and the sum divided once. NaN for a window of nothing.
 *
 * @param x [B, rows, columns, C]
 * @param y [B, H, W, C]
 */
export function averagePool(
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
        const count = f32x4.splat(<f32>(max(endRow - firstRow, 0) * max(endColumn - firstColumn, 0)));
        let corner = x + <usize>firstRow * line + <usize>firstColumn * pixel;
        for (let c = 0; c < C; c += 4) {
          let sum = f32x4.splat(0);
          let start = corner;
          for (let i = firstRow; i < endRow; i++) {
            let at = start;
            for (let j = firstColumn; j < endColumn; j++) {
              sum = f32x4.add(sum, v128.load(at));
              at += pixel;
            }
            start += line;
          }
          const mean = f32x4.div(sum, count);
          if (c + 4 <= C) v128.store(y, mean);
          else {
            v128.store32_lane(y, mean, 0);
            if (c + 1 < C) v128.store32_lane(y, mean, 1, 4);
            if (c + 2 < C) v128.store32_lane(y, mean, 2, 8);
          }
          corner += 16;
          y += (<usize>min(C - c, 4)) << 2;
        }
      }
    }
    x += <usize>rows * line;
  }
}

/**
 * dx[b, i, j, c] = Σ dy[b, h, w, c] / (kh·kw) over the windows that pixel (i, j) is in, in their order, in float32.
 *
 * @param dy [B, H, W, C]
 * @param dx [B, rows, columns, C]
 */
export function averagePoolGradient(
  B: i32,
  rows: i32,
  columns: i32,
  C: i32,
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
  const size = <f32>(kh * kw);
  memory.fill(dx, 0, <usize>(B * rows) * line);
  for (let b = 0; b < B; b++) {
    for (let h = 0; h < H; h++) {
      const firstRow = max(h * strideRows - top, 0);
      const endRow = min(h * strideRows - top + kh, rows);
      for (let w = 0; w < W; w++) {
        const firstColumn = max(w * strideColumns - left, 0);
        const endColumn = min(w * strideColumns - left + kw, columns);
        for (let i = firstRow; i < endRow; i++) {
          for (let j = firstColumn; j < endColumn; j++) {
            const to = dx + <usize>i * line + <usize>j * pixel;
            let c: usize = 0;
            for (; c + 16 <= pixel; c += 16) {
              const share = f32x4.div(v128.load(dy + c), f32x4.splat(size));
              v128.store(to + c, f32x4.add(v128.load(to + c), share));
            }
            for (; c < pixel; c += 4) store<f32>(to + c, load<f32>(to + c) + load<f32>(dy + c) / size);
          }
        }
        dy += pixel;
      }
    }
    dx += <usize>rows * line;
  }
}

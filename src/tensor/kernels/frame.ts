/**
 * Puts one image x [H, W, C] into a larger frame y [rows, columns, C]: pixel (h, w) goes to (top + h·stepRows,
 * left + w·stepColumns), and is left out where that is outside. What no pixel goes to stays as it is.
 */
export function frameImage(
  H: i32,
  W: i32,
  C: i32,
  x: usize,
  top: i32,
  left: i32,
  stepRows: i32,
  stepColumns: i32,
  rows: i32,
  columns: i32,
  y: usize,
): void {
  const pixel = (<usize>C) << 2;
  const line = <usize>columns * pixel;
  // The columns of x that land inside.
  let first = 0;
  while (first < W && left + first * stepColumns < 0) first++;
  let end = W;
  while (end > first && left + (end - 1) * stepColumns >= columns) end--;
  for (let h = 0; h < H; h++) {
    const row = top + h * stepRows;
    if (row < 0 || row >= rows) continue;
    let from = x + <usize>(h * W + first) * pixel;
    let to = y + <usize>row * line + <usize>(left + first * stepColumns) * pixel;
    if (stepColumns == 1) memory.copy(to, from, <usize>(end - first) * pixel);
    else {
      for (let w = first; w < end; w++) {
        memory.copy(to, from, pixel);
        from += pixel;
        to += <usize>stepColumns * pixel;
      }
    }
  }
}

/** The same for channels in groups of four, C a multiple of 4: y [C/4, rows, columns, 4]. */
export function frameGroups(
  H: i32,
  W: i32,
  C: i32,
  x: usize,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
  y: usize,
): void {
  const plane = (<usize>(rows * columns)) << 4;
  for (let h = 0; h < H; h++) {
    const row = top + h;
    for (let w = 0; w < W; w++) {
      const column = left + w;
      const inside = row >= 0 && row < rows && column >= 0 && column < columns;
      if (inside) {
        let to = y + ((<usize>(row * columns + column)) << 4);
        for (let c: usize = 0; c < (<usize>C) << 2; c += 16) {
          v128.store(to, v128.load(x + c));
          to += plane;
        }
      }
      x += (<usize>C) << 2;
    }
  }
}

/** The filter of the way back: w [kh, kw, C, O] turned by 180°, channels exchanged, as [kh, kw, O, C]. */
export function turnFilter(taps: i32, C: i32, O: i32, w: usize, out: usize): void {
  for (let t = 0; t < taps; t++) {
    const to = out + ((<usize>((taps - 1 - t) * C * O)) << 2);
    for (let c = 0; c < C; c++) {
      for (let o = 0; o < O; o++) {
        store<f32>(to + ((<usize>(o * C + c)) << 2), load<f32>(w));
        w += 4;
      }
    }
  }
}

/**
 * y[o, j] = x[o, indices[j]], rows of `inner` numbers; a row of NaN where an index is out of range.
 *
 * @param x [outer, size, inner]
 * @param y [outer, count, inner]
 * @returns the place of the first index that is out of range, or −1
 */
export function gatherRows(
  outer: i32,
  size: i32,
  inner: i32,
  x: usize,
  count: i32,
  indices: usize,
  y: usize,
): i32 {
  const bytes = (<usize>inner) << 2;
  let stray = -1;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < count; j++) {
      const index = load<i32>(indices + ((<usize>j) << 2));
      if (index < 0 || index >= size) {
        if (stray < 0) stray = j;
        for (let i: usize = 0; i < bytes; i += 4) store<f32>(y + i, NaN);
      } else {
        const from = x + <usize>index * bytes;
        let i: usize = 0;
        for (; i + 16 <= bytes; i += 16) v128.store(y + i, v128.load(from + i));
        for (; i < bytes; i += 4) store<u32>(y + i, load<u32>(from + i));
      }
      y += bytes;
    }
    x += <usize>size * bytes;
  }
  return stray;
}

/**
 * y[s] = Σ x[j] over the j with ids[j] = s, j rising, in float64 and rounded once; an id out of range counts nowhere.
 *
 * @param x [count, inner]
 * @param y [segments, inner]
 * @param sums segments·inner doubles of scratch
 */
export function segmentSum(
  count: i32,
  inner: i32,
  x: usize,
  ids: usize,
  segments: i32,
  y: usize,
  sums: usize,
): void {
  const total = <usize>(segments * inner);
  memory.fill(sums, 0, total << 3);
  for (let j = 0; j < count; j++) {
    const id = load<i32>(ids + ((<usize>j) << 2));
    if (id < 0 || id >= segments) {
      x += (<usize>inner) << 2;
      continue;
    }
    let to = sums + ((<usize>(id * inner)) << 3);
    for (let i = 0; i < inner; i++) {
      store<f64>(to, load<f64>(to) + <f64>load<f32>(x));
      to += 8;
      x += 4;
    }
  }
  for (let i: usize = 0; i < total; i++) store<f32>(y + (i << 2), <f32>load<f64>(sums + (i << 3)));
}

/**
 * y[p, c, g, o] = x[sources[g·P + p], c, o].
 *
 * @param x [rows, channels, run]
 * @param y [places, channels, copies, run]
 */
export function rearrange(
  places: i32,
  channels: i32,
  copies: i32,
  run: i32,
  x: usize,
  sources: usize,
  y: usize,
): void {
  const bytes = (<usize>run) << 2;
  for (let g = 0; g < copies; g++) {
    for (let p = 0; p < places; p++) {
      const row = load<i32>(sources);
      sources += 4;
      let from = x + <usize>(row * channels) * bytes;
      let to = y + <usize>(p * channels * copies + g) * bytes;
      for (let c = 0; c < channels; c++) {
        memory.copy(to, from, bytes);
        from += bytes;
        to += <usize>copies * bytes;
      }
    }
  }
}

/**
 * The adjoint: dx[r, c, o] = Σ dy[p, c, g, o] over the (g, p) that took row r, by g, then p, in float32.
 *
 * @param dx [rows, channels, run]
 */
export function rearrangeGradient(
  places: i32,
  channels: i32,
  copies: i32,
  run: i32,
  dy: usize,
  sources: usize,
  rows: i32,
  dx: usize,
): void {
  const bytes = (<usize>run) << 2;
  memory.fill(dx, 0, <usize>(rows * channels) * bytes);
  for (let g = 0; g < copies; g++) {
    for (let p = 0; p < places; p++) {
      const row = load<i32>(sources);
      sources += 4;
      let to = dx + <usize>(row * channels) * bytes;
      let from = dy + <usize>(p * channels * copies + g) * bytes;
      for (let c = 0; c < channels; c++) {
        let i: usize = 0;
        for (; i + 16 <= bytes; i += 16)
          v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
        for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
        to += bytes;
        from += <usize>copies * bytes;
      }
    }
  }
}

/** The upper two of four floats, as doubles. */
function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

/** Σ of n numbers in float64: eight running sums, each over every eighth number, then pairwise; what is left over last. */
function sumRun(n: i32, x: usize): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (; n >= 8; n -= 8) {
    const low = v128.load(x);
    const high = v128.load(x, 16);
    a = f64x2.add(a, f64x2.promote_low_f32x4(low));
    b = f64x2.add(b, promoteHigh(low));
    c = f64x2.add(c, f64x2.promote_low_f32x4(high));
    d = f64x2.add(d, promoteHigh(high));
    x += 32;
  }
  const s = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; n > 0; n--) {
    sum += <f64>load<f32>(x);
    x += 4;
  }
  return sum;
}

/** Σ over n rows of `inner` numbers each, row by row in float64, over `divisor`. */
function sumRows(n: i32, inner: i32, x: usize, y: usize, divisor: f64): void {
  const row = (<usize>inner) << 2;
  const by = f64x2.splat(divisor);
  let i = 0;
  for (; i + 8 <= inner; i += 8) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let at = x + ((<usize>i) << 2);
    for (let k = 0; k < n; k++) {
      const low = v128.load(at);
      const high = v128.load(at, 16);
      a = f64x2.add(a, f64x2.promote_low_f32x4(low));
      b = f64x2.add(b, promoteHigh(low));
      c = f64x2.add(c, f64x2.promote_low_f32x4(high));
      d = f64x2.add(d, promoteHigh(high));
      at += row;
    }
    const out = y + ((<usize>i) << 2);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.div(a, by)), 0);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.div(b, by)), 0, 8);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.div(c, by)), 0, 16);
    v128.store64_lane(out, f32x4.demote_f64x2_zero(f64x2.div(d, by)), 0, 24);
  }
  for (; i < inner; i++) {
    let sum: f64 = 0;
    let at = x + ((<usize>i) << 2);
    for (let k = 0; k < n; k++) {
      sum += <f64>load<f32>(at);
      at += row;
    }
    store<f32>(y + ((<usize>i) << 2), <f32>(sum / divisor));
  }
}

/**
 * y[o, i] = Σₖ x[o, k, i] / divisor, in float64 and rounded once.
 *
 * @param x [outer, n, inner]
 * @param y [outer, inner]
 */
export function sumAxis(outer: i32, n: i32, inner: i32, x: usize, y: usize, divisor: f64): void {
  const block = (<usize>(n * inner)) << 2;
  for (let o = 0; o < outer; o++) {
    if (inner == 1) store<f32>(y, <f32>(sumRun(n, x) / divisor));
    else sumRows(n, inner, x, y, divisor);
    x += block;
    y += (<usize>inner) << 2;
  }
}

/** y[o, i] = maxₖ x[o, k, i], NaN where one of them is; n ≥ 1. */
export function maxAxis(outer: i32, n: i32, inner: i32, x: usize, y: usize): void {
  const row = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++) {
    let i = 0;
    for (; i + 4 <= inner; i += 4) {
      let at = x + ((<usize>i) << 2);
      let best = v128.load(at);
      for (let k = 1; k < n; k++) {
        at += row;
        best = f32x4.max(best, v128.load(at));
      }
      v128.store(y + ((<usize>i) << 2), best);
    }
    for (; i < inner; i++) {
      let at = x + ((<usize>i) << 2);
      let best = load<f32>(at);
      for (let k = 1; k < n; k++) {
        at += row;
        best = max<f32>(best, load<f32>(at));
      }
      store<f32>(y + ((<usize>i) << 2), best);
    }
    x += <usize>n * row;
    y += row;
  }
}

/**
 * How an extremum's derivative is shared: z[o, k, i] = 1/m where x[o, k, i] = y[o, i], of which there are m, else 0.
 *
 * @param x [outer, n, inner]
 * @param y [outer, inner], its extremum along n
 * @param z like x
 */
export function shareExtremum(outer: i32, n: i32, inner: i32, x: usize, y: usize, z: usize): void {
  const row = (<usize>inner) << 2;
  const one = f32x4.splat(1);
  for (let o = 0; o < outer; o++) {
    let i: usize = 0;
    for (; i + 16 <= row; i += 16) {
      const best = v128.load(y + i);
      let count = f32x4.splat(0);
      for (let k = 0; k < n; k++) {
        const attained = f32x4.eq(v128.load(x + <usize>k * row + i), best);
        count = f32x4.add(count, v128.and(attained, one));
      }
      const share = f32x4.div(one, count);
      for (let k = 0; k < n; k++) {
        const at = <usize>k * row + i;
        v128.store(z + at, v128.and(f32x4.eq(v128.load(x + at), best), share));
      }
    }
    for (; i < row; i += 4) {
      const best = load<f32>(y + i);
      let count: f32 = 0;
      for (let k = 0; k < n; k++) if (load<f32>(x + <usize>k * row + i) == best) count += 1;
      for (let k = 0; k < n; k++) {
        const at = <usize>k * row + i;
        store<f32>(z + at, load<f32>(x + at) == best ? 1 / count : 0);
      }
    }
    x += <usize>n * row;
    y += row;
    z += <usize>n * row;
  }
}

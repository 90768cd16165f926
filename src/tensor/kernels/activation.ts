/** Stores the first `count` of four lanes, all four when there are as many. */
function storeLanes(out: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(out, v);
  else {
    v128.store32_lane(out, v, 0);
    if (count > 1) v128.store32_lane(out, v, 1, 4);
    if (count > 2) v128.store32_lane(out, v, 2, 8);
  }
}

/**
 * Four times a constant, by way of a place in memory. V8 makes a constant vector anew at each use, in two or three
 * instructions; one that was loaded it keeps, and the functions below are twice as fast. The place is that of the first
 * result, whose bits are put back, because the numbers may be replaced by their results.
 */
function held(value: f32, at: usize): v128 {
  store<f32>(at, value);
  return v128.load32_splat(at);
}

/**
 * y = tanh x = x P(x²) / Q(x²) on |x| ≤ 9.02, beyond which it is ±1 in float32: a minimax fit to 1.4e-9, so that what is
 * left is the rounding of some ten operations.
 */
export function tanh(n: i32, x: usize, y: usize): void {
  if (n == 0) return;
  const first = load<u32>(y);
  const one = held(1, y);
  const edge = held(9.02, y);
  const p0 = held(0.99999999868288774, y);
  const p1 = held(0.13678473861936597, y);
  const p2 = held(0.003866519965914757, y);
  const p3 = held(2.7970884421909764e-5, y);
  const p4 = held(3.0496750538961603e-8, y);
  const p5 = held(-1.2137785197854719e-11, y);
  const q1 = held(0.47011805898753761, y);
  const q2 = held(0.027239227402852983, y);
  const q3 = held(0.00039354401214516478, y);
  const q4 = held(1.2848066203359306e-6, y);
  store<u32>(y, first);
  for (; n > 0; n -= 4) {
    const v = v128.load(x);
    const z = f32x4.mul(v, v);
    let p = f32x4.add(p4, f32x4.mul(z, p5));
    p = f32x4.add(p3, f32x4.mul(z, p));
    p = f32x4.add(p2, f32x4.mul(z, p));
    p = f32x4.add(p1, f32x4.mul(z, p));
    p = f32x4.add(p0, f32x4.mul(z, p));
    let q = f32x4.add(q3, f32x4.mul(z, q4));
    q = f32x4.add(q2, f32x4.mul(z, q));
    q = f32x4.add(q1, f32x4.mul(z, q));
    q = f32x4.add(one, f32x4.mul(z, q));
    // Rounding may carry it over 1, where 1 − y² would be negative. (pmin and pmax hand a NaN in their first operand on.)
    let t = f32x4.div(f32x4.mul(v, p), q);
    t = f32x4.pmax(f32x4.pmin(t, one), f32x4.neg(one));
    const sign = v128.and(v, i32x4.splat(0x80000000));
    storeLanes(y, v128.bitselect(v128.or(one, sign), t, f32x4.ge(f32x4.abs(v), edge)), n);
    x += 16;
    y += 16;
  }
}

/**
 * eˣ = 2ᵏ eʳ with k the whole number next to x / ln 2; eʳ by its Taylor polynomial of degree 7, cut off at 6e-9. Beyond
 * 89 and −104 the result is ∞ or 0 anyway.
 */
function exp4(
  x: v128,
  high: v128,
  low: v128,
  perLn2: v128,
  ln2High: v128,
  ln2Low: v128,
  c7: v128,
  c6: v128,
  c5: v128,
  c4: v128,
  c3: v128,
  half: v128,
  one: v128,
): v128 {
  const v = f32x4.pmax(f32x4.pmin(x, high), low);
  const k = f32x4.nearest(f32x4.mul(v, perLn2));
  // ln 2 in two parts, of which the first has few enough digits for k times it to be exact.
  let r = f32x4.sub(v, f32x4.mul(k, ln2High));
  r = f32x4.sub(r, f32x4.mul(k, ln2Low));
  let p = f32x4.add(c6, f32x4.mul(r, c7));
  p = f32x4.add(c5, f32x4.mul(r, p));
  p = f32x4.add(c4, f32x4.mul(r, p));
  p = f32x4.add(c3, f32x4.mul(r, p));
  p = f32x4.add(half, f32x4.mul(r, p));
  p = f32x4.add(one, f32x4.mul(r, p));
  p = f32x4.add(one, f32x4.mul(r, p));
  // 2ᵏ in two factors: one alone would leave the range of exponents before the result does. (The bits of 1 are 127 · 2²³.)
  const whole = i32x4.trunc_sat_f32x4_s(k);
  const part = i32x4.shr_s(whole, 1);
  const first = i32x4.add(i32x4.shl(part, 23), one);
  const second = i32x4.add(i32x4.shl(i32x4.sub(whole, part), 23), one);
  return f32x4.mul(f32x4.mul(p, first), second);
}

/** Which function of eˣ: 0 eˣ itself, 1 the sigmoid, 2 softplus. */
function exponentials(kind: i32, n: i32, x: usize, y: usize): void {
  if (n == 0) return;
  const first = load<u32>(y);
  const high = held(89, y);
  const low = held(-104, y);
  const perLn2 = held(1.4426950408889634, y);
  const ln2High = held(0.693359375, y);
  const ln2Low = held(-0.00021219444005469057, y);
  const c7 = held(1.0 / 5040.0, y);
  const c6 = held(1.0 / 720.0, y);
  const c5 = held(1.0 / 120.0, y);
  const c4 = held(1.0 / 24.0, y);
  const c3 = held(1.0 / 6.0, y);
  const half = held(0.5, y);
  const one = held(1, y);
  const two = held(2, y);
  const l15 = held(1.0 / 15.0, y);
  const l13 = held(1.0 / 13.0, y);
  const l11 = held(1.0 / 11.0, y);
  const l9 = held(1.0 / 9.0, y);
  const l7 = held(1.0 / 7.0, y);
  const l5 = held(1.0 / 5.0, y);
  const l3 = held(1.0 / 3.0, y);
  store<u32>(y, first);
  const zero = f32x4.splat(0);
  for (; n > 0; n -= 4) {
    const v = v128.load(x);
    const at = kind == 0 ? v : f32x4.neg(f32x4.abs(v));
    const e = exp4(at, high, low, perLn2, ln2High, ln2Low, c7, c6, c5, c4, c3, half, one);
    let result = e;
    if (kind == 1) {
      // 1 / (1 + e⁻ˣ) for x ≥ 0, and eˣ / (1 + eˣ) below: no digit is lost at either end.
      result = f32x4.div(v128.bitselect(e, one, f32x4.lt(v, zero)), f32x4.add(one, e));
    } else if (kind == 2) {
      // max(x, 0) + ln(1 + u), u = e^−|x|; ln(1 + u) = 2 artanh(u / (2 + u)) by its series, cut off at 1e-9.
      const s = f32x4.div(e, f32x4.add(two, e));
      const z = f32x4.mul(s, s);
      let p = f32x4.add(l13, f32x4.mul(z, l15));
      p = f32x4.add(l11, f32x4.mul(z, p));
      p = f32x4.add(l9, f32x4.mul(z, p));
      p = f32x4.add(l7, f32x4.mul(z, p));
      p = f32x4.add(l5, f32x4.mul(z, p));
      p = f32x4.add(l3, f32x4.mul(z, p));
      p = f32x4.add(one, f32x4.mul(z, p));
      result = f32x4.add(f32x4.pmax(v, zero), f32x4.mul(f32x4.add(s, s), p));
    }
    storeLanes(y, result, n);
    x += 16;
    y += 16;
  }
}

/** y = eˣ. */
export function exp(n: i32, x: usize, y: usize): void {
  exponentials(0, n, x, y);
}

/** y = 1 / (1 + e⁻ˣ). */
export function sigmoid(n: i32, x: usize, y: usize): void {
  exponentials(1, n, x, y);
}

/** y = ln(1 + eˣ). */
export function softplus(n: i32, x: usize, y: usize): void {
  exponentials(2, n, x, y);
}

/** y = max(x, 0), NaN of NaN. */
export function relu(n: i32, x: usize, y: usize): void {
  const zero = f32x4.splat(0);
  for (; n > 0; n -= 4) {
    storeLanes(y, f32x4.max(v128.load(x), zero), n);
    x += 16;
    y += 16;
  }
}

/** dx = dy (1 − y²), the derivative of tanh by its result. */
export function tanhGradient(n: i32, y: usize, dy: usize, dx: usize): void {
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const v = v128.load(y);
    storeLanes(dx, f32x4.mul(v128.load(dy), f32x4.sub(one, f32x4.mul(v, v))), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

/** dx = dy · y (1 − y), the derivative of the sigmoid by its result. */
export function sigmoidGradient(n: i32, y: usize, dy: usize, dx: usize): void {
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const v = v128.load(y);
    storeLanes(dx, f32x4.mul(v128.load(dy), f32x4.mul(v, f32x4.sub(one, v))), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

/** dx = dy where x > 0, else 0. */
export function reluGradient(n: i32, x: usize, dy: usize, dx: usize): void {
  const zero = f32x4.splat(0);
  for (; n > 0; n -= 4) {
    storeLanes(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(x), zero)), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

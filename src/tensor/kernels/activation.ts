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
 * tanh x = x P(x²) / Q(x²) on |x| ≤ 9.02, beyond which it is ±1 in float32: a minimax fit to 1.4e-9, so that what is left
 * is the rounding of some ten operations.
 */
function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const edge = f32x4.splat(9.02);
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const beyond = f32x4.ge(f32x4.abs(x), edge);
  const z = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.splat(3.0496750538961603e-8), f32x4.mul(z, f32x4.splat(-1.2137785197854719e-11)));
  p = f32x4.add(f32x4.splat(2.7970884421909764e-5), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(0.003866519965914757), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(0.13678473861936597), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(0.99999999868288774), f32x4.mul(z, p));
  let q = f32x4.add(f32x4.splat(0.00039354401214516478), f32x4.mul(z, f32x4.splat(1.2848066203359306e-6)));
  q = f32x4.add(f32x4.splat(0.027239227402852983), f32x4.mul(z, q));
  q = f32x4.add(f32x4.splat(0.47011805898753761), f32x4.mul(z, q));
  q = f32x4.add(one, f32x4.mul(z, q));
  // Rounding may carry it over 1, where 1 − y² would be negative. (pmin and pmax hand a NaN in their first operand on.)
  let y = f32x4.div(f32x4.mul(x, p), q);
  y = f32x4.pmax(f32x4.pmin(y, one), f32x4.neg(one));
  return v128.bitselect(v128.or(one, sign), y, beyond);
}

/** eˣ = 2ᵏ eʳ with k the whole number next to x / ln 2; eʳ by its Taylor polynomial of degree 7, cut off at 6e-9. */
function exp4(x: v128): v128 {
  // Beyond these the result is ∞ or 0 anyway.
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104));
  const k = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts, of which the first has few enough digits for k times it to be exact.
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(k, f32x4.splat(-0.00021219444005469057)));
  let p = f32x4.add(f32x4.splat(1.0 / 720.0), f32x4.mul(r, f32x4.splat(1.0 / 5040.0)));
  p = f32x4.add(f32x4.splat(1.0 / 120.0), f32x4.mul(r, p));
  p = f32x4.add(f32x4.splat(1.0 / 24.0), f32x4.mul(r, p));
  p = f32x4.add(f32x4.splat(1.0 / 6.0), f32x4.mul(r, p));
  p = f32x4.add(f32x4.splat(0.5), f32x4.mul(r, p));
  p = f32x4.add(f32x4.splat(1), f32x4.mul(r, p));
  p = f32x4.add(f32x4.splat(1), f32x4.mul(r, p));
  // 2ᵏ in two factors: one alone would leave the range of exponents before the result does.
  const whole = i32x4.trunc_sat_f32x4_s(k);
  const half = i32x4.shr_s(whole, 1);
  const bias = i32x4.splat(127);
  const first = i32x4.shl(i32x4.add(half, bias), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(whole, half), bias), 23);
  return f32x4.mul(f32x4.mul(p, first), second);
}

/** ln(1 + u) for 0 ≤ u ≤ 1: 2 artanh(u / (2 + u)) by its series, cut off at 1e-9. */
function logOnePlus4(u: v128): v128 {
  const s = f32x4.div(u, f32x4.add(f32x4.splat(2), u));
  const z = f32x4.mul(s, s);
  let p = f32x4.add(f32x4.splat(1.0 / 13.0), f32x4.mul(z, f32x4.splat(1.0 / 15.0)));
  p = f32x4.add(f32x4.splat(1.0 / 11.0), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(1.0 / 9.0), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(1.0 / 7.0), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(1.0 / 5.0), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(1.0 / 3.0), f32x4.mul(z, p));
  p = f32x4.add(f32x4.splat(1), f32x4.mul(z, p));
  return f32x4.mul(f32x4.add(s, s), p);
}

/** y = tanh x. */
export function tanh(n: i32, x: usize, y: usize): void {
  for (; n > 0; n -= 4) {
    storeLanes(y, tanh4(v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

/** y = eˣ. */
export function exp(n: i32, x: usize, y: usize): void {
  for (; n > 0; n -= 4) {
    storeLanes(y, exp4(v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

/** y = ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). */
export function softplus(n: i32, x: usize, y: usize): void {
  const zero = f32x4.splat(0);
  for (; n > 0; n -= 4) {
    const v = v128.load(x);
    const tail = logOnePlus4(exp4(f32x4.neg(f32x4.abs(v))));
    storeLanes(y, f32x4.add(f32x4.pmax(v, zero), tail), n);
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

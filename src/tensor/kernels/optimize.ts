/** Updates in place: computed in float64, number by number, and rounded when stored. */

/** p ← p − η g. */
export function updateSgd(n: i32, p: usize, g: usize, rate: f64): void {
  for (; n > 0; n--) {
    store<f32>(p, <f32>(<f64>load<f32>(p) - rate * <f64>load<f32>(g)));
    p += 4;
    g += 4;
  }
}

/** v ← μ v + g, p ← p − η v, with the v that has not been rounded. */
export function updateMomentum(n: i32, p: usize, g: usize, v: usize, rate: f64, momentum: f64): void {
  for (; n > 0; n--) {
    const next = momentum * <f64>load<f32>(v) + <f64>load<f32>(g);
    store<f32>(v, <f32>next);
    store<f32>(p, <f32>(<f64>load<f32>(p) - rate * next));
    p += 4;
    g += 4;
    v += 4;
  }
}

/** Two lanes of Adam; the moments are stored as float32, and the step is taken with what they were before. */
function adam2(
  p: v128,
  g: v128,
  first: v128,
  second: v128,
  beta1: v128,
  beta2: v128,
  rest1: v128,
  rest2: v128,
  rate: v128,
  correction2: v128,
  epsilon: v128,
  firstOut: usize,
  secondOut: usize,
): v128 {
  const m = f64x2.add(f64x2.mul(beta1, first), f64x2.mul(rest1, g));
  const v = f64x2.add(f64x2.mul(beta2, second), f64x2.mul(f64x2.mul(rest2, g), g));
  v128.store64_lane(firstOut, f32x4.demote_f64x2_zero(m), 0);
  v128.store64_lane(secondOut, f32x4.demote_f64x2_zero(v), 0);
  const root = f64x2.add(f64x2.sqrt(f64x2.div(v, correction2)), epsilon);
  return f64x2.sub(p, f64x2.div(f64x2.mul(rate, m), root));
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − rate m / (√(v / correction2) + ε): Algorithm 1 of arXiv 1412.6980
 * with rate = η / (1 − β₁ᵗ) and correction2 = 1 − β₂ᵗ.
 */
export function updateAdam(
  n: i32,
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  correction2: f64,
): void {
  const b1 = f64x2.splat(beta1);
  const b2 = f64x2.splat(beta2);
  const r1 = f64x2.splat(1 - beta1);
  const r2 = f64x2.splat(1 - beta2);
  const rates = f64x2.splat(rate);
  const c2 = f64x2.splat(correction2);
  const e = f64x2.splat(epsilon);
  for (; n >= 2; n -= 2) {
    const next = adam2(
      f64x2.promote_low_f32x4(v128.load64_zero(p)),
      f64x2.promote_low_f32x4(v128.load64_zero(g)),
      f64x2.promote_low_f32x4(v128.load64_zero(m)),
      f64x2.promote_low_f32x4(v128.load64_zero(v)),
      b1,
      b2,
      r1,
      r2,
      rates,
      c2,
      e,
      m,
      v,
    );
    v128.store64_lane(p, f32x4.demote_f64x2_zero(next), 0);
    p += 8;
    g += 8;
    m += 8;
    v += 8;
  }
  if (n > 0) {
    const gradient = <f64>load<f32>(g);
    const first = beta1 * <f64>load<f32>(m) + (1 - beta1) * gradient;
    const second = beta2 * <f64>load<f32>(v) + (1 - beta2) * gradient * gradient;
    store<f32>(m, <f32>first);
    store<f32>(v, <f32>second);
    store<f32>(p, <f32>(<f64>load<f32>(p) - (rate * first) / (sqrt(second / correction2) + epsilon)));
  }
}

import { relu, sigmoid, tanh } from './activation';

/** Which operation of two numbers: 0 a + b, 1 a − b, 2 a · b. */
function apply(operation: i32, a: v128, b: v128): v128 {
  if (operation == 0) return f32x4.add(a, b);
  if (operation == 1) return f32x4.sub(a, b);
  return f32x4.mul(a, b);
}

/** Writes so many copies of a row of n numbers side by side. */
function repeatRow(n: i32, copies: i32, b: usize, out: usize): void {
  const row = (<usize>n) << 2;
  for (let k = 0; k < copies; k++) memory.copy(out + <usize>k * row, b, row);
}

/** y[i] = a[i] ∘ b[i]. */
function combine(operation: i32, count: i32, a: usize, b: usize, y: usize): void {
  const bytes = (<usize>(count & ~3)) << 2;
  if (operation == 0) {
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(y + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  } else {
    for (let i: usize = 0; i < bytes; i += 16)
      v128.store(y + i, apply(operation, v128.load(a + i), v128.load(b + i)));
  }
  for (let i = bytes; i < (<usize>count) << 2; i += 4) {
    const v = apply(operation, v128.load32_splat(a + i), v128.load32_splat(b + i));
    store<f32>(y + i, f32x4.extract_lane(v, 0));
  }
}

/**
 * y[i] = a[i] ∘ b[i mod n]: a row for every row of a, as a bias is added.
 *
 * @param total numbers of a and y
 * @param b n numbers
 * @param scratch n·copies floats, a multiple of 4, in which b is repeated so that short rows are not slow
 */
export function combineRows(
  operation: i32,
  total: i32,
  n: i32,
  copies: i32,
  a: usize,
  b: usize,
  y: usize,
  scratch: usize,
): void {
  repeatRow(n, copies, b, scratch);
  const whole = n * copies;
  for (let left = total; left > 0; left -= whole) {
    const count = min(left, whole);
    combine(operation, count, a, scratch, y);
    a += (<usize>count) << 2;
    y += (<usize>count) << 2;
  }
}

/**
 * y[i] = f(a[i] + b[i mod n]), a bias and an activation in one pass: what combineRows and then the kernel of f give, bit
 * for bit. Otherwise as combineRows.
 *
 * @param activation which f: 0 relu, 1 tanh, 2 the sigmoid
 */
export function biasActivation(
  activation: i32,
  total: i32,
  n: i32,
  copies: i32,
  a: usize,
  b: usize,
  y: usize,
  scratch: usize,
): void {
  repeatRow(n, copies, b, scratch);
  const whole = n * copies;
  for (let left = total; left > 0; left -= whole) {
    const count = min(left, whole);
    combine(0, count, a, scratch, y);
    if (activation == 0) relu(count, y, y);
    else if (activation == 1) tanh(count, y, y);
    else sigmoid(count, y, y);
    a += (<usize>count) << 2;
    y += (<usize>count) << 2;
  }
}

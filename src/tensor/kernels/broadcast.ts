/** Which operation of two numbers: 0 a + b, 1 a − b, 2 a · b. */
function apply(operation: i32, a: v128, b: v128): v128 {
  if (operation == 0) return f32x4.add(a, b);
  if (operation == 1) return f32x4.sub(a, b);
  return f32x4.mul(a, b);
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
  const row = (<usize>n) << 2;
  for (let k = 0; k < copies; k++) memory.copy(scratch + <usize>k * row, b, row);
  const whole = n * copies;
  for (let left = total; left > 0; left -= whole) {
    const count = min(left, whole);
    const bytes = (<usize>(count & ~3)) << 2;
    if (operation == 0) {
      for (let i: usize = 0; i < bytes; i += 16)
        v128.store(y + i, f32x4.add(v128.load(a + i), v128.load(scratch + i)));
    } else {
      for (let i: usize = 0; i < bytes; i += 16)
        v128.store(y + i, apply(operation, v128.load(a + i), v128.load(scratch + i)));
    }
    for (let i = bytes; i < (<usize>count) << 2; i += 4) {
      const v = apply(operation, v128.load32_splat(a + i), v128.load32_splat(scratch + i));
      store<f32>(y + i, f32x4.extract_lane(v, 0));
    }
    a += (<usize>count) << 2;
    y += (<usize>count) << 2;
  }
}

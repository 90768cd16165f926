/**
 * Four rows times eight columns, the one loop in which products and convolutions spend their time:
 * out[i, j] = Σ_h Σ_w a[h, w, i] · b[h, w, j], in this order, each product rounded and then added.
 *
 * Larger tiles spill in V8, and so does a loop that does several steps at once. With one pointer an operand it runs at nine
 * tenths of what the vector units can do.
 *
 * @param a four numbers side by side; the next ones of a line are `step` bytes on, and `jump` bytes follow a line
 * @param b panel [H·W, 8]
 */
export function multiplyTile(
  H: i32,
  W: i32,
  step: usize,
  jump: usize,
  a: usize,
  b: usize,
  out: usize,
  outRow: usize,
): void {
  let x0 = f32x4.splat(0);
  let x1 = x0;
  let x2 = x0;
  let x3 = x0;
  let y0 = x0;
  let y1 = x0;
  let y2 = x0;
  let y3 = x0;
  for (let h = 0; h < H; h++) {
    const end = b + ((<usize>W) << 5);
    while (b < end) {
      const left = v128.load(b);
      const right = v128.load(b, 16);
      let s = v128.load32_splat(a);
      x0 = f32x4.add(x0, f32x4.mul(s, left));
      y0 = f32x4.add(y0, f32x4.mul(s, right));
      s = v128.load32_splat(a, 4);
      x1 = f32x4.add(x1, f32x4.mul(s, left));
      y1 = f32x4.add(y1, f32x4.mul(s, right));
      s = v128.load32_splat(a, 8);
      x2 = f32x4.add(x2, f32x4.mul(s, left));
      y2 = f32x4.add(y2, f32x4.mul(s, right));
      s = v128.load32_splat(a, 12);
      x3 = f32x4.add(x3, f32x4.mul(s, left));
      y3 = f32x4.add(y3, f32x4.mul(s, right));
      a += step;
      b += 32;
    }
    a += jump;
  }
  v128.store(out, x0);
  v128.store(out, y0, 16);
  out += outRow;
  v128.store(out, x1);
  v128.store(out, y1, 16);
  out += outRow;
  v128.store(out, x2);
  v128.store(out, y2, 16);
  out += outRow;
  v128.store(out, x3);
  v128.store(out, y3, 16);
}

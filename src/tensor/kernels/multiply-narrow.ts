/** Products with one to three columns, of which a panel of eight would be mostly zeros. */

/** Adds four lanes up: (0 + 2) + (1 + 3). */
function sumLanes(v: v128): f32 {
  const even = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2);
  return even + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

/** Σₖ a[k] · b[k] over the k from `from` on, added one by one to `sum`. */
function dotRest(from: i32, K: i32, a: usize, b: usize, sum: f32): f32 {
  for (let k = (<usize>from) << 2; k < (<usize>K) << 2; k += 4) sum += load<f32>(a + k) * load<f32>(b + k);
  return sum;
}

/** Rows times columns, both with their numbers side by side: four running sums, each over every fourth product. */
function multiplyDots(M: i32, N: i32, K: i32, a: usize, aRow: usize, columns: usize, c: usize): void {
  const whole = K & ~3;
  const bytes = (<usize>whole) << 2;
  for (let m = 0; m < M; m += 4) {
    const rows = min(M - m, 4);
    const a1 = rows > 1 ? a + aRow : a;
    const a2 = rows > 2 ? a + 2 * aRow : a;
    const a3 = rows > 3 ? a + 3 * aRow : a;
    for (let n = 0; n < N; n++) {
      const b = columns + ((<usize>(n * K)) << 2);
      let x0 = f32x4.splat(0);
      let x1 = x0;
      let x2 = x0;
      let x3 = x0;
      for (let k: usize = 0; k < bytes; k += 16) {
        const v = v128.load(b + k);
        x0 = f32x4.add(x0, f32x4.mul(v128.load(a + k), v));
        x1 = f32x4.add(x1, f32x4.mul(v128.load(a1 + k), v));
        x2 = f32x4.add(x2, f32x4.mul(v128.load(a2 + k), v));
        x3 = f32x4.add(x3, f32x4.mul(v128.load(a3 + k), v));
      }
      const out = c + ((<usize>n) << 2);
      const next = (<usize>N) << 2;
      store<f32>(out, dotRest(whole, K, a, b, sumLanes(x0)));
      if (rows > 1) store<f32>(out + next, dotRest(whole, K, a1, b, sumLanes(x1)));
      if (rows > 2) store<f32>(out + 2 * next, dotRest(whole, K, a2, b, sumLanes(x2)));
      if (rows > 3) store<f32>(out + 3 * next, dotRest(whole, K, a3, b, sumLanes(x3)));
    }
    a += aRow << 2;
    c += (<usize>N) << 4;
  }
}

/** Stores those of four lanes that stand for rows of c, N numbers apart. */
function storeColumn(c: usize, N: i32, v: v128, rows: i32): void {
  const next = (<usize>N) << 2;
  store<f32>(c, f32x4.extract_lane(v, 0));
  if (rows > 1) store<f32>(c + next, f32x4.extract_lane(v, 1));
  if (rows > 2) store<f32>(c + 2 * next, f32x4.extract_lane(v, 2));
  if (rows > 3) store<f32>(c + 3 * next, f32x4.extract_lane(v, 3));
}

/** A transposed, so that its rows lie side by side: eight of them at a time, k rising. */
function multiplySpread(M: i32, N: i32, K: i32, a: usize, aStep: usize, columns: usize, c: usize): void {
  for (let m = 0; m < M; m += 8) {
    const rows = M - m;
    for (let n = 0; n < N; n++) {
      let b = columns + ((<usize>(n * K)) << 2);
      let at = a;
      let x = f32x4.splat(0);
      let y = x;
      for (let k = 0; k < K; k++) {
        const s = v128.load32_splat(b);
        x = f32x4.add(x, f32x4.mul(v128.load(at), s));
        y = f32x4.add(y, f32x4.mul(v128.load(at, 16), s));
        at += aStep;
        b += 4;
      }
      const out = c + ((<usize>n) << 2);
      storeColumn(out, N, x, rows);
      if (rows > 4) storeColumn(out + ((<usize>N) << 4), N, y, rows - 4);
    }
    a += 32;
    c += (<usize>N) << 5;
  }
}

/**
 * C = A B for at most three columns; sizes and strides as in `multiply`.
 *
 * @param columns N·K floats of scratch, for B with its columns side by side
 */
export function multiplyNarrow(
  M: i32,
  N: i32,
  K: i32,
  a: usize,
  aRow: i32,
  aStep: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  columns: usize,
): void {
  let to = columns;
  for (let n = 0; n < N; n++) {
    let from = b + ((<usize>(n * bColumn)) << 2);
    for (let k = 0; k < K; k++) {
      store<f32>(to, load<f32>(from));
      from += (<usize>bRow) << 2;
      to += 4;
    }
  }
  if (aStep == 1) multiplyDots(M, N, K, a, (<usize>aRow) << 2, columns, c);
  else multiplySpread(M, N, K, a, (<usize>aStep) << 2, columns, c);
}

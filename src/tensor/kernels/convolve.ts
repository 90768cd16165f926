import { frameImage } from './frame';
import { copyTile, packColumns } from './pack';

/**
 * Four pixels times eight channels of a convolution: Σ over filter rows, columns, input channels, in this order.
 *
 * @param a0 where the window of each of four output pixels starts
 * @param run numbers that lie side by side in the input and the filter; after `parts` of them the next filter row follows
 * @param hop bytes from one run's end to the next one's start; `jump` from one filter row's end to the next one's start
 */
function convolveTile(
  filterRows: i32,
  parts: i32,
  run: i32,
  hop: usize,
  jump: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
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
  for (let h = 0; h < filterRows; h++) {
    for (let p = 0; p < parts; p++) {
      for (let k = 0; k < run; k++) {
        const left = v128.load(b);
        const right = v128.load(b, 16);
        b += 32;
        let s = v128.load32_splat(a0);
        a0 += 4;
        x0 = f32x4.add(x0, f32x4.mul(s, left));
        y0 = f32x4.add(y0, f32x4.mul(s, right));
        s = v128.load32_splat(a1);
        a1 += 4;
        x1 = f32x4.add(x1, f32x4.mul(s, left));
        y1 = f32x4.add(y1, f32x4.mul(s, right));
        s = v128.load32_splat(a2);
        a2 += 4;
        x2 = f32x4.add(x2, f32x4.mul(s, left));
        y2 = f32x4.add(y2, f32x4.mul(s, right));
        s = v128.load32_splat(a3);
        a3 += 4;
        x3 = f32x4.add(x3, f32x4.mul(s, left));
        y3 = f32x4.add(y3, f32x4.mul(s, right));
      }
      a0 += hop;
      a1 += hop;
      a2 += hop;
      a3 += hop;
    }
    a0 += jump;
    a1 += jump;
    a2 += jump;
    a3 += jump;
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

/** One image: y[h, w, o] for every pixel, panel by panel of eight channels. */
function convolveImage(
  frameColumns: i32,
  C: i32,
  x: usize,
  kh: i32,
  kw: i32,
  strideRows: i32,
  strideColumns: i32,
  dilationRows: i32,
  dilationColumns: i32,
  pixels: i32,
  W: i32,
  O: i32,
  packed: usize,
  y: usize,
  tile: usize,
): void {
  const pixel = (<usize>C) << 2;
  const line = <usize>frameColumns * pixel;
  // Undilated, a whole row of the filter lies side by side.
  const whole = dilationColumns == 1;
  const parts = whole ? 1 : kw;
  const run = whole ? kw * C : C;
  const hop = whole ? 0 : <usize>(dilationColumns - 1) * pixel;
  const jump = <usize>dilationRows * line - <usize>(kw * dilationColumns) * pixel;
  const next = <usize>strideColumns * pixel;
  const nextLine = <usize>strideRows * line - <usize>W * next;
  const outRow = (<usize>O) << 2;
  const panelBytes = (<usize>(kh * kw * C)) << 5;
  for (let o = 0; o < O; o += 8) {
    const columns = min(O - o, 8);
    let at = x;
    let w = 0;
    let out = y + ((<usize>o) << 2);
    for (let i = 0; i < pixels; i += 4) {
      const rows = min(pixels - i, 4);
      // The windows of four pixels in a row; behind the last one, its window again.
      const a0 = at;
      at += next;
      if (++w == W) {
        w = 0;
        at += nextLine;
      }
      let a1 = a0;
      if (rows > 1) {
        a1 = at;
        at += next;
        if (++w == W) {
          w = 0;
          at += nextLine;
        }
      }
      let a2 = a1;
      if (rows > 2) {
        a2 = at;
        at += next;
        if (++w == W) {
          w = 0;
          at += nextLine;
        }
      }
      let a3 = a2;
      if (rows > 3) {
        a3 = at;
        at += next;
        if (++w == W) {
          w = 0;
          at += nextLine;
        }
      }
      if (rows == 4 && columns == 8)
        convolveTile(kh, parts, run, hop, jump, a0, a1, a2, a3, packed, out, outRow);
      else {
        convolveTile(kh, parts, run, hop, jump, a0, a1, a2, a3, packed, tile, 32);
        copyTile(tile, rows, columns, out, outRow);
      }
      out += outRow << 2;
    }
    packed += panelBytes;
  }
}

/**
 * y[b, h, w, o] = Σᵢ Σⱼ Σ_c z[b, h·s + i·d, w·s′ + j·d′, c] · filter[i, j, c, o], in this order, in float32, whatever the
 * place in the batch; z is x with zeros around, and between its pixels where they are spread.
 *
 * @param x images [B, rows, columns, C], whose pixel (h, w) stands at (top + h·spreadRows, left + w·spreadColumns) of z
 * @param frameRows z is [B, frameRows, frameColumns, C], and every window lies inside
 * @param filter [kh, kw, C, O]
 * @param y [B, H, W, O]
 * @param scratch kh·kw·C·⌈O/8⌉·8 + frameRows·frameColumns·C + 48 floats
 */
export function convolve(
  B: i32,
  rows: i32,
  columns: i32,
  C: i32,
  x: usize,
  top: i32,
  left: i32,
  spreadRows: i32,
  spreadColumns: i32,
  frameRows: i32,
  frameColumns: i32,
  kh: i32,
  kw: i32,
  O: i32,
  filter: usize,
  strideRows: i32,
  strideColumns: i32,
  dilationRows: i32,
  dilationColumns: i32,
  H: i32,
  W: i32,
  y: usize,
  scratch: usize,
): void {
  const packed = scratch + 128;
  const K = kh * kw * C;
  packColumns(K, O, filter, O, 1, packed);
  const frame = packed + ((<usize>(K * ((O + 7) & ~7))) << 2);
  const framed = frameRows != rows || frameColumns != columns || top != 0 || left != 0;
  if (framed) memory.fill(frame, 0, (<usize>(frameRows * frameColumns * C)) << 2);
  for (let b = 0; b < B; b++) {
    if (framed)
      frameImage(rows, columns, C, x, top, left, spreadRows, spreadColumns, frameRows, frameColumns, frame);
    convolveImage(
      frameColumns,
      C,
      framed ? frame : x,
      kh,
      kw,
      strideRows,
      strideColumns,
      dilationRows,
      dilationColumns,
      H * W,
      W,
      O,
      packed,
      y,
      scratch,
    );
    x += (<usize>(rows * columns * C)) << 2;
    y += (<usize>(H * W * O)) << 2;
  }
}

import { frameImage } from './frame';
import { copyTile, packColumns, packFour } from './pack';
import { multiplyTile } from './tile';

/**
 * Lays the windows of four output pixels side by side, by filter row, column and input channel.
 *
 * @param a0 where the window of each of the four starts
 * @param run numbers that lie side by side in the input and the filter; after `parts` of them the next filter row follows
 * @param hop bytes from one run's start to the next one's; `jump` from one filter row's start to the next one's
 */
function packWindows(
  filterRows: i32,
  parts: i32,
  run: i32,
  hop: usize,
  jump: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  panel: usize,
): void {
  for (let h = 0; h < filterRows; h++) {
    const line = <usize>h * jump;
    for (let p = 0; p < parts; p++) {
      const at = line + <usize>p * hop;
      packFour(run, a0 + at, a1 + at, a2 + at, a3 + at, panel);
      panel += (<usize>run) << 4;
    }
  }
}

/** One image: y[h, w, o] for every pixel, four of them at a time, panel by panel of eight channels. */
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
  panel: usize,
): void {
  const pixel = (<usize>C) << 2;
  const line = <usize>frameColumns * pixel;
  // Undilated, a whole row of the filter lies side by side.
  const parts = dilationColumns == 1 ? 1 : kw;
  const run = dilationColumns == 1 ? kw * C : C;
  const hop = <usize>dilationColumns * pixel;
  const jump = <usize>dilationRows * line;
  const next = <usize>strideColumns * pixel;
  const nextLine = <usize>strideRows * line - <usize>W * next;
  const outRow = (<usize>O) << 2;
  const K = kh * kw * C;
  let at = x;
  let w = 0;
  for (let i = 0; i < pixels; i += 4) {
    const rows = min(pixels - i, 4);
    // Behind the last pixel, its window again.
    let a0 = at;
    let a1 = at;
    let a2 = at;
    let a3 = at;
    for (let r = 0; r < rows; r++) {
      if (r == 0) a0 = at;
      else if (r == 1) a1 = at;
      else if (r == 2) a2 = at;
      else a3 = at;
      at += next;
      if (++w == W) {
        w = 0;
        at += nextLine;
      }
    }
    // Of one channel, four windows that start side by side can be read where they are.
    const inPlace = next == 4 && a3 == a0 + 12;
    if (!inPlace) packWindows(kh, parts, run, hop, jump, a0, a1, a2, a3, panel);
    let b = packed;
    let out = y;
    for (let o = 0; o < O; o += 8) {
      const columns = min(O - o, 8);
      const whole = rows == 4 && columns == 8;
      const to = whole ? out : tile;
      const toRow = whole ? outRow : 32;
      if (inPlace) multiplyTile(kh, kw, hop, jump - <usize>kw * hop, a0, b, to, toRow);
      else multiplyTile(1, K, 16, 0, panel, b, to, toRow);
      if (!whole) copyTile(tile, rows, columns, out, outRow);
      b += (<usize>K) << 5;
      out += 32;
    }
    y += outRow << 2;
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
 * @param scratch kh·kw·C·(⌈O/8⌉·8 + 4) + frameRows·frameColumns·C + 48 floats
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
  const K = kh * kw * C;
  const panel = scratch + 128;
  const packed = panel + ((<usize>K) << 4);
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
      panel,
    );
    x += (<usize>(rows * columns * C)) << 2;
    y += (<usize>(H * W * O)) << 2;
  }
}

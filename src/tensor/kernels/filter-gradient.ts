import { frameGroups, frameImage } from './frame';
import { packColumns } from './pack';
import { multiplyTile } from './tile';

/**
 * Four rows (i, j, c) times eight channels of a filter's gradient, for one image: Σ over its pixels, row by row, then
 * added to what the images before gave.
 *
 * @param a0 the input that each of the four rows meets at the first output pixel
 * @param step bytes from one output pixel's input to the next one's; `jump` from behind a line to the next line
 * @param dy a panel of eight channels, [H·W, 8]
 */
function gradientTile(
  H: i32,
  W: i32,
  step: usize,
  jump: usize,
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  dy: usize,
  tile: usize,
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
    for (let w = 0; w < W; w++) {
      const left = v128.load(dy);
      const right = v128.load(dy, 16);
      dy += 32;
      let s = v128.load32_splat(a0);
      a0 += step;
      x0 = f32x4.add(x0, f32x4.mul(s, left));
      y0 = f32x4.add(y0, f32x4.mul(s, right));
      s = v128.load32_splat(a1);
      a1 += step;
      x1 = f32x4.add(x1, f32x4.mul(s, left));
      y1 = f32x4.add(y1, f32x4.mul(s, right));
      s = v128.load32_splat(a2);
      a2 += step;
      x2 = f32x4.add(x2, f32x4.mul(s, left));
      y2 = f32x4.add(y2, f32x4.mul(s, right));
      s = v128.load32_splat(a3);
      a3 += step;
      x3 = f32x4.add(x3, f32x4.mul(s, left));
      y3 = f32x4.add(y3, f32x4.mul(s, right));
    }
    a0 += jump;
    a1 += jump;
    a2 += jump;
    a3 += jump;
  }
  v128.store(tile, x0);
  v128.store(tile, y0, 16);
  v128.store(tile, x1, 32);
  v128.store(tile, y1, 48);
  v128.store(tile, x2, 64);
  v128.store(tile, y2, 80);
  v128.store(tile, x3, 96);
  v128.store(tile, y3, 112);
}

/** Adds the valid corner of a 4 × 8 tile. */
function addTile(tile: usize, rows: i32, columns: i32, out: usize, outRow: usize): void {
  for (let i = 0; i < rows; i++) {
    if (columns == 8) {
      v128.store(out, f32x4.add(v128.load(out), v128.load(tile)));
      v128.store(out, f32x4.add(v128.load(out, 16), v128.load(tile, 16)), 16);
    } else {
      for (let j = 0; j < columns; j++) {
        const at = (<usize>j) << 2;
        store<f32>(out + at, load<f32>(out + at) + load<f32>(tile + at));
      }
    }
    tile += 32;
    out += outRow;
  }
}

/** One image and a panel of up to eight output channels: adds their part to dw. */
function addImage(
  frameColumns: i32,
  C: i32,
  x: usize,
  kh: i32,
  kw: i32,
  strideRows: i32,
  strideColumns: i32,
  dilationRows: i32,
  dilationColumns: i32,
  H: i32,
  W: i32,
  O: i32,
  panel: usize,
  columns: i32,
  dw: usize,
  tile: usize,
): void {
  const M = kh * kw * C;
  const pixel = (<usize>C) << 2;
  const line = <usize>frameColumns * pixel;
  const step = <usize>strideColumns * pixel;
  const jump = <usize>strideRows * line - <usize>W * step;
  const outRow = (<usize>O) << 2;
  // The row (i, j, c) that comes next, and where its input starts.
  let c = 0;
  let j = 0;
  let lineStart = x;
  let at = x;
  for (let m = 0; m < M; m += 4) {
    const rows = min(M - m, 4);
    let a0 = at;
    let a1 = at;
    let a2 = at;
    let a3 = at;
    for (let r = 0; r < rows; r++) {
      if (r == 0) a0 = at;
      else if (r == 1) a1 = at;
      else if (r == 2) a2 = at;
      else a3 = at;
      at += 4;
      if (++c == C) {
        c = 0;
        at += <usize>(dilationColumns - 1) * pixel;
        if (++j == kw) {
          j = 0;
          lineStart += <usize>dilationRows * line;
          at = lineStart;
        }
      }
    }
    gradientTile(H, W, step, jump, a0, a1, a2, a3, panel, tile);
    addTile(tile, rows, columns, dw, outRow);
    dw += outRow << 2;
  }
}

/** As `addImage`, for an image whose channels lie in groups of four: [C/4, frameRows, frameColumns, 4]. */
function addGroups(
  frameRows: i32,
  frameColumns: i32,
  C: i32,
  x: usize,
  kh: i32,
  kw: i32,
  strideRows: i32,
  strideColumns: i32,
  dilationRows: i32,
  dilationColumns: i32,
  H: i32,
  W: i32,
  O: i32,
  panel: usize,
  columns: i32,
  dw: usize,
  tile: usize,
): void {
  const line = (<usize>frameColumns) << 4;
  const step = (<usize>strideColumns) << 4;
  const jump = <usize>strideRows * line - <usize>W * step;
  const outRow = (<usize>O) << 2;
  for (let c = 0; c < C; c += 4) {
    let out = dw + <usize>c * outRow;
    for (let i = 0; i < kh; i++) {
      let at = x + <usize>(i * dilationRows) * line;
      for (let j = 0; j < kw; j++) {
        multiplyTile(H, W, step, jump, at, panel, tile, 32);
        addTile(tile, 4, columns, out, outRow);
        at += (<usize>dilationColumns) << 4;
        out += <usize>C * outRow;
      }
    }
    x += <usize>frameRows * line;
  }
}

/**
 * dw[i, j, c, o] = Σ_b (Σ_h Σ_w z[b, h·s + i·d, w·s′ + j·d′, c] · dy[b, h, w, o]): the pixels of an image first, then the
 * images, in float32; z is x with zeros around.
 *
 * @param x images [B, rows, columns, C], whose corner stands at (top, left) of z
 * @param frameRows z is [B, frameRows, frameColumns, C], and every window lies inside
 * @param dy [B, H, W, O]
 * @param dw [kh, kw, C, O]
 * @param scratch frameRows·frameColumns·C + H·W·⌈O/8⌉·8 + 48 floats
 */
export function filterGradient(
  B: i32,
  rows: i32,
  columns: i32,
  C: i32,
  x: usize,
  top: i32,
  left: i32,
  frameRows: i32,
  frameColumns: i32,
  kh: i32,
  kw: i32,
  O: i32,
  dw: usize,
  strideRows: i32,
  strideColumns: i32,
  dilationRows: i32,
  dilationColumns: i32,
  H: i32,
  W: i32,
  dy: usize,
  scratch: usize,
): void {
  const packed = scratch + 128;
  const frame = packed + ((<usize>(H * W * ((O + 7) & ~7))) << 2);
  const framed = frameRows != rows || frameColumns != columns || top != 0 || left != 0;
  const grouped = (C & 3) == 0;
  if (framed || grouped) memory.fill(frame, 0, (<usize>(frameRows * frameColumns * C)) << 2);
  memory.fill(dw, 0, (<usize>(kh * kw * C * O)) << 2);
  for (let b = 0; b < B; b++) {
    if (grouped) frameGroups(rows, columns, C, x, top, left, frameRows, frameColumns, frame);
    else if (framed) frameImage(rows, columns, C, x, top, left, 1, 1, frameRows, frameColumns, frame);
    packColumns(H * W, O, dy, O, 1, packed);
    for (let o = 0; o < O; o += 8) {
      const panel = packed + ((<usize>(o * H * W)) << 2);
      const width = min(O - o, 8);
      const out = dw + ((<usize>o) << 2);
      if (grouped) {
        addGroups(
          frameRows,
          frameColumns,
          C,
          frame,
          kh,
          kw,
          strideRows,
          strideColumns,
          dilationRows,
          dilationColumns,
          H,
          W,
          O,
          panel,
          width,
          out,
          scratch,
        );
        continue;
      }
      addImage(
        frameColumns,
        C,
        framed ? frame : x,
        kh,
        kw,
        strideRows,
        strideColumns,
        dilationRows,
        dilationColumns,
        H,
        W,
        O,
        panel,
        width,
        out,
        scratch,
      );
    }
    x += (<usize>(rows * columns * C)) << 2;
    dy += (<usize>(H * W * O)) << 2;
  }
}

import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { borrow, giveBack } from './borrow.ts';
import { convolution } from './convolution-geometry.ts';
import { float32, registered, viewAs } from './kernel.ts';
import type { WasmBackend, WasmKernel } from './kernel.ts';

/** Elements of the patch matrix that are laid out at a time: 2 MB, so that the product finds them in the cache. */
const CHUNK = 524_288;

/**
 * The patches of images [from, to), as the product needs them: patches[(i, j, c), (b, row, column)] =
 * x[c, b, row·s + i·d − p, column·s′ + j·d′ − p′], zero outside. `planes` is x with channels first, [C, B, H, W].
 */
function layPatches(
  planes: Float32Array,
  patches: Float32Array,
  g: backend_util.Conv2DInfo,
  from: number,
  to: number,
): void {
  const { inChannels, batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = g;
  let at = 0;
  for (let i = 0; i < g.filterHeight; i++)
    for (let j = 0; j < g.filterWidth; j++) {
      const shift = j * g.dilationWidth - g.padInfo.left;
      // The columns for which shift + column · stride lies in the image.
      const first = Math.min(outWidth, Math.max(0, Math.ceil(-shift / strideWidth)));
      const end = Math.max(first, Math.min(outWidth, Math.ceil((inWidth - shift) / strideWidth)));
      for (let c = 0; c < inChannels; c++)
        for (let b = from; b < to; b++)
          for (let row = 0; row < outHeight; row++) {
            const y = row * strideHeight + i * g.dilationHeight - g.padInfo.top;
            if (y < 0 || y >= inHeight) {
              for (const stop = at + outWidth; at < stop; at++) patches[at] = 0;
              continue;
            }
            const start = ((c * batchSize + b) * inHeight + y) * inWidth + shift;
            let column = 0;
            for (; column < first; column++) patches[at++] = 0;
            for (; column < end; column++) patches[at++] = planes[start + column * strideWidth]!;
            for (; column < outWidth; column++) patches[at++] = 0;
          }
    }
}

/** dw += patches · dy, for some images at a time. */
function accumulate(
  backend: WasmBackend,
  planes: TensorInfo,
  dy: TensorInfo,
  patches: TensorInfo,
  g: backend_util.Conv2DInfo,
  images: number,
): Float64Array {
  const rows = g.filterHeight * g.filterWidth * g.inChannels;
  const pixels = g.outHeight * g.outWidth;
  const sums = new Float64Array(rows * g.outChannels);
  const multiply = registered('BatchMatMul');
  for (let from = 0; from < g.batchSize; from += images) {
    const to = Math.min(from + images, g.batchSize);
    const inner = (to - from) * pixels;
    layPatches(float32(backend, planes), float32(backend, patches), g, from, to);
    const a = borrow(backend, patches, 0, [1, rows, inner]);
    const b = borrow(backend, dy, from * pixels * g.outChannels, [1, inner, g.outChannels]);
    const part = multiply({ a, b }, { transposeA: false, transposeB: false }, backend); // [1, rows, O]
    const values = float32(backend, part);
    for (let k = 0; k < sums.length; k++) sums[k]! += values[k]!;
    for (const piece of [a, b]) giveBack(backend, piece);
    backend.disposeData(part.dataId);
  }
  return sums;
}

/**
 * dL/dw of conv2d: dw[i, j, c, o] = Σ over batch and output pixels of x[b, row·s+i·d−p, column·s′+j·d′−p′, c] · dy[b, row,
 * column, o], as one matrix product a chunk of images: patches [kh·kw·C, pixels] times dy [pixels, O].
 */
export const conv2DBackpropFilter: WasmKernel = ({ x, dy }, attrs, backend) => {
  const filterShape = attrs['filterShape'] as number[];
  const g = convolution(x!.shape, filterShape, attrs);
  const rows = g.filterHeight * g.filterWidth * g.inChannels;
  const pixels = g.outHeight * g.outWidth;
  const images = Math.max(1, Math.min(g.batchSize, Math.floor(CHUNK / (rows * pixels))));

  const flat = viewAs(x!, [g.batchSize * g.inHeight * g.inWidth, g.inChannels]);
  const planes = registered('Transpose')({ x: flat }, { perm: [1, 0] }, backend); // [C, B·H·W]
  const patches = backend.makeOutput([rows, images * pixels], 'float32');
  const sums = accumulate(backend, planes, dy!, patches, g, images);
  const dw = backend.makeOutput(filterShape, 'float32');
  float32(backend, dw).set(sums);
  for (const { dataId } of [planes, patches]) backend.disposeData(dataId);
  return dw;
};

import type { backend_util } from '@tensorflow/tfjs-core';
import { pooling } from './convolution-geometry.ts';
import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

interface Arrays {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly dy: Float32Array;
  readonly dx: Float32Array;
}

/** Any windows: looks for the first maximum of each, and adds. */
function search({ x, dy, dx }: Arrays, g: backend_util.Conv2DInfo): void {
  const { inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = g;
  let at = 0;
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++) {
      const top = row * g.strideHeight - g.padInfo.top;
      const [firstRow, lastRow] = [Math.max(top, 0), Math.min(top + filterHeight, inHeight)];
      for (let column = 0; column < outWidth; column++) {
        const left = column * g.strideWidth - g.padInfo.left;
        const [firstColumn, lastColumn] = [Math.max(left, 0), Math.min(left + filterWidth, inWidth)];
        if (firstRow >= lastRow || firstColumn >= lastColumn) {
          at += channels; // a window of padding alone
          continue;
        }
        const corner = ((b * inHeight + firstRow) * inWidth + firstColumn) * channels;
        for (let c = 0; c < channels; c++, at++) {
          let best = corner + c;
          let highest = x[best]!;
          for (let i = firstRow, start = corner + c; i < lastRow; i++, start += inWidth * channels)
            for (let j = firstColumn, k = start; j < lastColumn; j++, k += channels)
              if (x[k]! > highest) {
                highest = x[k]!;
                best = k;
              }
          dx[best]! += dy[at]!;
        }
      }
    }
}

/**
 * 2 × 2 windows that tile the input: whether a pixel is the first to equal the maximum is worked out in numbers, because
 * which of the four it is cannot be predicted, and a wrong guess of the processor costs more than all the arithmetic.
 */
function tile2x2({ x, y, dy, dx }: Arrays, g: backend_util.Conv2DInfo): void {
  const { inHeight, inWidth, inChannels: channels, outHeight, outWidth } = g;
  const below = inWidth * channels;
  let at = 0;
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const corner = ((b * inHeight + 2 * row) * inWidth + 2 * column) * channels;
        for (let k = corner, end = corner + channels; k < end; k++, at++) {
          const highest = y[at]!;
          const flow = dy[at]!;
          const first = Number(x[k] === highest);
          const second = Number(x[k + channels] === highest) & ~first;
          const third = Number(x[k + below] === highest) & ~(first | second);
          dx[k] = flow * first;
          dx[k + channels] = flow * second;
          dx[k + below] = flow * third;
          dx[k + below + channels] = flow * (1 - (first | second | third));
        }
      }
}

/**
 * dL/dx of maxPool: each output's derivative goes to the first of its window's maxima in row-major order (the cpu
 * backend's rule). The stock kernel searches every window once for each of its pixels and takes 41 % of a CNN's step.
 */
export const maxPoolGrad: WasmKernel = ({ dy, input, output }, attrs, backend) => {
  const g = pooling(input!.shape, attrs);
  const dx = backend.makeOutput(input!.shape, 'float32');
  const [x, y, derivative, result] = [input!, output!, dy!, dx].map((info) => float32(backend, info)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const arrays: Arrays = { x, y, dy: derivative, dx: result };
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = g;
  const twos = [filterHeight, filterWidth, strideHeight, strideWidth].every((n) => n === 2);
  result.fill(0);
  if (
    twos &&
    padInfo.top + padInfo.left === 0 &&
    2 * g.outHeight <= g.inHeight &&
    2 * g.outWidth <= g.inWidth
  )
    tile2x2(arrays, g);
  else search(arrays, g);
  return dx;
};

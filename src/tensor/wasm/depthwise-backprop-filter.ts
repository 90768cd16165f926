import { convolution } from './convolution-geometry.ts';
import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** dL/dw of depthwiseConv2d: dw[i, j, c, m] = Σ over batch and output pixels of x[…, c] · dy[…, c·M + m], in float64. */
export const depthwiseBackpropFilter: WasmKernel = ({ x, dy }, attrs, backend) => {
  const filterShape = attrs['filterShape'] as number[];
  const g = convolution(x!.shape, filterShape, attrs, true);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = g;
  const multiplier = outChannels / inChannels;
  const dw = backend.makeOutput(filterShape, 'float32');
  const [xs, ys] = [float32(backend, x!), float32(backend, dy!)];
  const sums = new Float64Array(filterHeight * filterWidth * outChannels);
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const atY = ((b * outHeight + row) * outWidth + column) * outChannels;
        for (let i = 0; i < filterHeight; i++) {
          const xRow = row * g.strideHeight - g.padInfo.top + i * g.dilationHeight;
          if (xRow < 0 || xRow >= inHeight) continue;
          for (let j = 0; j < filterWidth; j++) {
            const xColumn = column * g.strideWidth - g.padInfo.left + j * g.dilationWidth;
            if (xColumn < 0 || xColumn >= inWidth) continue;
            const atX = ((b * inHeight + xRow) * inWidth + xColumn) * inChannels;
            let at = (i * filterWidth + j) * outChannels;
            for (let c = 0; c < inChannels; c++) {
              const value = xs[atX + c]!;
              for (let m = 0; m < multiplier; m++, at++) sums[at]! += value * ys[atY + c * multiplier + m]!;
            }
          }
        }
      }
  float32(backend, dw).set(sums);
  return dw;
};

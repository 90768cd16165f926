import { pooling } from './convolution-geometry.ts';
import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * The kernel that upstream calls AvgPoolGrad: each output's derivative over the size of the window, to every pixel of the
 * window that is not padding. (At a padded border that is not yet the derivative: see gradients/pooling.ts.)
 */
export const avgPoolGrad: WasmKernel = ({ dy, input }, attrs, backend) => {
  const g = pooling(input!.shape, attrs);
  const { inHeight, inWidth, inChannels: channels, outHeight, outWidth, filterHeight, filterWidth } = g;
  const dx = backend.makeOutput(input!.shape, 'float32');
  const [y, out] = [float32(backend, dy!), float32(backend, dx)];
  out.fill(0);
  const share = 1 / (filterHeight * filterWidth);
  let at = 0;
  for (let b = 0; b < g.batchSize; b++)
    for (let row = 0; row < outHeight; row++) {
      const top = row * g.strideHeight - g.padInfo.top;
      for (let column = 0; column < outWidth; column++, at += channels) {
        const left = column * g.strideWidth - g.padInfo.left;
        for (let i = Math.max(top, 0); i < Math.min(top + filterHeight, inHeight); i++)
          for (let j = Math.max(left, 0); j < Math.min(left + filterWidth, inWidth); j++) {
            const pixel = ((b * inHeight + i) * inWidth + j) * channels;
            for (let c = 0; c < channels; c++) out[pixel + c]! += y[at + c]! * share;
          }
      }
    }
  return dx;
};

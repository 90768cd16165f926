import { convolution } from './convolution-geometry.ts';
import { convolveBack } from './convolve-back.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * dL/dx of conv2d: dx = dy ⋆ w′, with w′ the filter turned by 180° and its channel axes swapped. The stock kernel's loops
 * do 2 GFLOP/s, this 25 (of which a stride s uses one in s²).
 */
export const conv2DBackpropInput: WasmKernel = ({ dy, filter }, attrs, backend) => {
  const g = convolution(attrs['inputShape'] as number[], filter!.shape, attrs);
  return convolveBack(backend, g, { dy: dy!, filter: filter! }, (run, x, turned, fit) => {
    const swapped = run('Transpose', { x: turned }, { perm: [0, 1, 3, 2] }); // [kh, kw, O, C]
    return run('Conv2D', { x, filter: swapped }, fit); // [B, H, W, C]
  });
};

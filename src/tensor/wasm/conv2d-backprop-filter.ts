import { convolution, exactFit, fitSpatial } from './convolution-geometry.ts';
import { compose } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * dL/dw of conv2d as a convolution itself: w[i, j, c, o] gathers Σ over batch and output pixels of x · dy, so batch takes
 * the channels' part: dw = xᵀ ⋆ dyᵀ with xᵀ [C, H, W, B], dyᵀ [H′, W′, B, O] and the stride as dilation.
 */
export const conv2DBackpropFilter: WasmKernel = ({ x, dy }, attrs, backend) =>
  compose(backend, (run) => {
    const g = convolution(x!.shape, attrs['filterShape'] as number[], attrs);
    const size = [
      (g.outHeight - 1) * g.strideHeight + g.filterHeight,
      (g.outWidth - 1) * g.strideWidth + g.filterWidth,
    ] as const;
    const images = run('Transpose', { x: x! }, { perm: [3, 1, 2, 0] }); // [C, H, W, B]
    const fitted = fitSpatial(run, images, [g.padInfo.top, g.padInfo.left], size);
    const filter = run('Transpose', { x: dy! }, { perm: [1, 2, 0, 3] }); // [H', W', B, O]
    const strides = [g.strideHeight, g.strideWidth];
    const dw = run('Conv2D', { x: fitted, filter }, exactFit([1, 1], strides)); // [C, kh, kw, O]
    return run('Transpose', { x: dw }, { perm: [1, 2, 0, 3] }); // [kh, kw, C, O]
  });

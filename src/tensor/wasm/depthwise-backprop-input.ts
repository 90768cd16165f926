import { convolution } from './convolution-geometry.ts';
import { convolveBack } from './convolve-back.ts';
import { viewAs } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * dL/dx of depthwiseConv2d: each of the C·M channels of dy is convolved with its own filter turned by 180°, then the M
 * results that belong to one input channel are summed.
 */
export const depthwiseBackpropInput: WasmKernel = ({ dy, filter }, attrs, backend) => {
  const inputShape = attrs['inputShape'] as number[];
  const g = convolution(inputShape, filter!.shape, attrs, true);
  const multiplier = g.outChannels / g.inChannels;
  return convolveBack(backend, g, { dy: dy!, filter: filter! }, (run, x, turned, fit) => {
    const single = viewAs(turned, [g.filterHeight, g.filterWidth, g.outChannels, 1]);
    const each = run('DepthwiseConv2dNative', { x, filter: single }, fit); // [B, H, W, C·M]
    if (multiplier === 1) return each;
    const grouped = viewAs(each, [g.batchSize * g.inHeight * g.inWidth * g.inChannels, multiplier]);
    return viewAs(run('Sum', { x: grouped }, { axis: [1], keepDims: false }), inputShape);
  });
};

import {
  agreesWithXnnpack,
  convolution,
  exactFit,
  fitSpatial,
  sameLeavesPixelsOut,
} from './convolution-geometry.ts';
import { compose } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { notePacked } from './packed-weights.ts';

/**
 * DepthwiseConv2dNative for every geometry that tfjs allows: where XNNPACK would come to another output than tfjs, the
 * input is first padded or cut to the size that gives tfjs's.
 */
export function safeDepthwise(stock: WasmKernel): WasmKernel {
  return ({ x, filter }, attrs, backend) => {
    const g = convolution(x!.shape, filter!.shape, attrs, true);
    notePacked(filter!);
    if (agreesWithXnnpack(g) && !sameLeavesPixelsOut(g))
      return stock({ x: x!, filter: filter! }, attrs, backend);
    return compose(backend, (run) => {
      const height = (g.outHeight - 1) * g.strideHeight + g.effectiveFilterHeight;
      const width = (g.outWidth - 1) * g.strideWidth + g.effectiveFilterWidth;
      const fitted = fitSpatial(run, x!, [g.padInfo.top, g.padInfo.left], [height, width]);
      const strides = [g.strideHeight, g.strideWidth];
      const fit = exactFit(strides, [g.dilationHeight, g.dilationWidth]);
      return run('DepthwiseConv2dNative', { x: fitted, filter: filter! }, fit);
    });
  };
}

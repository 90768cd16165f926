import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolution, exactFit, fitSpatial } from './convolution-geometry.ts';
import { compose, viewAs } from './kernel.ts';
import type { RunStep, WasmKernel } from './kernel.ts';
import { spread } from './spread.ts';

/**
 * dL/dx of depthwiseConv2d: each of the C·M channels of dy is convolved with its own filter turned by 180°, then the M
 * results that belong to one input channel are summed.
 */
export const depthwiseBackpropInput: WasmKernel = ({ dy, filter }, attrs, backend) => {
  const inputShape = attrs['inputShape'] as number[];
  const g = convolution(inputShape, filter!.shape, attrs, true);
  const convolve = (run: RunStep, y: TensorInfo): TensorInfo => {
    const { filterHeight: kh, filterWidth: kw, inHeight, inWidth, outChannels, inChannels } = g;
    const turned = run('Reverse', { x: filter! }, { dims: [0, 1] });
    const before = [kh - 1 - g.padInfo.top, kw - 1 - g.padInfo.left] as const;
    const fitted = fitSpatial(run, y, before, [inHeight + kh - 1, inWidth + kw - 1]);
    const each = run(
      'DepthwiseConv2dNative',
      { x: fitted, filter: viewAs(turned, [kh, kw, outChannels, 1]) },
      exactFit([1, 1], [1, 1]),
    ); // [B, H, W, C·M]
    const multiplier = outChannels / inChannels;
    if (multiplier === 1) return each;
    const grouped = viewAs(each, [g.batchSize * inHeight * inWidth * inChannels, multiplier]);
    return viewAs(run('Sum', { x: grouped }, { axis: [1], keepDims: false }), inputShape);
  };
  if (g.strideHeight === 1 && g.strideWidth === 1) return compose(backend, (run) => convolve(run, dy!));
  const wide = spread(backend, dy!, [g.strideHeight, g.strideWidth]);
  try {
    return compose(backend, (run) => convolve(run, wide));
  } finally {
    backend.disposeData(wide.dataId);
  }
};

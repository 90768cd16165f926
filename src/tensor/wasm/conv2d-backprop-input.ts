import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolution, exactFit, fitSpatial } from './convolution-geometry.ts';
import { compose } from './kernel.ts';
import type { RunStep, WasmKernel } from './kernel.ts';
import { spread } from './spread.ts';

/**
 * dL/dx of conv2d as a convolution itself: dx = dy ⋆ w′, with w′ the filter turned by 180° and its channel axes swapped,
 * and dy spread by the stride. The stock kernel's loops do 2 GFLOP/s, this 25 (of which a stride s uses one in s²).
 */
export const conv2DBackpropInput: WasmKernel = ({ dy, filter }, attrs, backend) => {
  const g = convolution(attrs['inputShape'] as number[], filter!.shape, attrs);
  const convolve = (run: RunStep, y: TensorInfo): TensorInfo => {
    const turned = run('Reverse', { x: filter! }, { dims: [0, 1] }); // [kh, kw, C, O]
    const swapped = run('Transpose', { x: turned }, { perm: [0, 1, 3, 2] }); // [kh, kw, O, C]
    // An input pixel is reached from k − 1 − p pixels before it on.
    const before = [g.filterHeight - 1 - g.padInfo.top, g.filterWidth - 1 - g.padInfo.left] as const;
    const size = [g.inHeight + g.filterHeight - 1, g.inWidth + g.filterWidth - 1] as const;
    const [behindRows, behindColumns] = [
      size[0] - before[0] - y.shape[1]!,
      size[1] - before[1] - y.shape[2]!,
    ];
    if (Math.min(...before, behindRows, behindColumns) < 0)
      return run(
        'Conv2D',
        { x: fitSpatial(run, y, before, size), filter: swapped },
        exactFit([1, 1], [1, 1]),
      );
    const pad = [
      [0, 0],
      [before[0], behindRows],
      [before[1], behindColumns],
      [0, 0],
    ];
    return run('Conv2D', { x: y, filter: swapped }, { ...exactFit([1, 1], [1, 1]), pad }); // [B, H, W, C]
  };
  if (g.strideHeight === 1 && g.strideWidth === 1) return compose(backend, (run) => convolve(run, dy!));
  const wide = spread(backend, dy!, [g.strideHeight, g.strideWidth]);
  try {
    return compose(backend, (run) => convolve(run, wide));
  } finally {
    backend.disposeData(wide.dataId);
  }
};

import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { exactFit, fitSpatial } from './convolution-geometry.ts';
import { compose } from './kernel.ts';
import type { RunStep, WasmBackend } from './kernel.ts';
import { spread } from './spread.ts';

/**
 * dL/dx of a convolution is a convolution itself, at stride 1 and the same dilation: of dy, spread by the stride and fitted
 * so that each input pixel meets the outputs that it went into, with the filter turned by 180°.
 *
 * @param convolve what is done with the fitted dy [B, H + (kh−1)·d, W + (kw−1)·d′, O] and the turned filter
 */
export function convolveBack(
  backend: WasmBackend,
  g: backend_util.Conv2DInfo,
  { dy, filter }: { readonly dy: TensorInfo; readonly filter: TensorInfo },
  convolve: (
    run: RunStep,
    dy: TensorInfo,
    turned: TensorInfo,
    attrs: ReturnType<typeof exactFit>,
  ) => TensorInfo,
): TensorInfo {
  const strided = g.strideHeight > 1 || g.strideWidth > 1;
  const wide = strided ? spread(backend, dy, [g.strideHeight, g.strideWidth]) : dy;
  const [rows, columns] = [g.effectiveFilterHeight - 1, g.effectiveFilterWidth - 1];
  try {
    return compose(backend, (run) => {
      const turned = run('Reverse', { x: filter }, { dims: [0, 1] });
      // An input pixel is reached from (k − 1)·d − p pixels before it on.
      const before = [rows - g.padInfo.top, columns - g.padInfo.left] as const;
      const fitted = fitSpatial(run, wide, before, [g.inHeight + rows, g.inWidth + columns]);
      return convolve(run, fitted, turned, exactFit([1, 1], [g.dilationHeight, g.dilationWidth]));
    });
  } finally {
    if (strided) backend.disposeData(wide.dataId);
  }
}

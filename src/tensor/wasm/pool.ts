import type { backend_util } from '@tensorflow/tfjs-core';
import { pooling } from './convolution-geometry.ts';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** The numbers by which the pooling kernels know a window. */
const windowOf = (g: backend_util.Conv2DInfo): number[] => [
  ...[g.filterHeight, g.filterWidth, g.strideHeight, g.strideWidth],
  ...[g.padInfo.top, g.padInfo.left, g.outHeight, g.outWidth],
];

const imageOf = (g: backend_util.Conv2DInfo): number[] => [g.batchSize, g.inHeight, g.inWidth, g.inChannels];

/** The largest number of each window, for every geometry that tfjs allows; NaN where one is in the window. */
export const maxPool: WasmKernel = ({ x }, attrs, backend) => {
  const g = pooling(x!.shape, attrs);
  const y = backend.makeOutput(g.outShape, 'float32');
  if (sizeOf(g.outShape) > 0)
    ownModule(backend).maxPool(...imageOf(g), addressOf(backend, x!), ...windowOf(g), addressOf(backend, y));
  return y;
};

/**
 * dL/dx of maxPool: each output's derivative goes to the first of its window's maxima in row-major order (the cpu
 * backend's rule).
 */
export const maxPoolGrad: WasmKernel = ({ dy, input }, attrs, backend) => {
  const g = pooling(input!.shape, attrs);
  const dx = backend.makeOutput(input!.shape, 'float32');
  if (sizeOf(dx.shape) > 0)
    ownModule(backend).maxPoolGradient(
      ...[...imageOf(g), addressOf(backend, input!), ...windowOf(g)],
      ...[addressOf(backend, dy!), addressOf(backend, dx)],
    );
  return dx;
};

/** The mean of each window, of which what hangs over the image is left out, for every geometry that tfjs allows. */
export const avgPool: WasmKernel = ({ x }, attrs, backend) => {
  const g = pooling(x!.shape, attrs);
  const y = backend.makeOutput(g.outShape, 'float32');
  if (sizeOf(g.outShape) > 0)
    ownModule(backend).averagePool(
      ...imageOf(g),
      addressOf(backend, x!),
      ...windowOf(g),
      addressOf(backend, y),
    );
  return y;
};

/**
 * The kernel that upstream calls AvgPoolGrad: each output's derivative over the size of the window, to every pixel of the
 * window that is not padding. (At a padded border that is not yet the derivative: see gradients/pooling.ts.)
 */
export const avgPoolGrad: WasmKernel = ({ dy, input }, attrs, backend) => {
  const g = pooling(input!.shape, attrs);
  const dx = backend.makeOutput(input!.shape, 'float32');
  if (sizeOf(dx.shape) > 0)
    ownModule(backend).averagePoolGradient(
      ...[...imageOf(g), ...windowOf(g)],
      ...[addressOf(backend, dy!), addressOf(backend, dx)],
    );
  return dx;
};

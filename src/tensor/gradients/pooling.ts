/** avgPool is linear, hence right at every order; maxPool can be differentiated once. */
import {
  AvgPool,
  AvgPoolGrad,
  backend_util,
  div,
  engine,
  MaxPool,
  MaxPoolGrad,
  mul,
  tensor4d,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, NamedTensorMap, Tensor, Tensor4D } from '@tensorflow/tfjs-core';

const run = (kernel: string, inputs: NamedTensorMap, attrs: NamedAttrMap): Tensor =>
  engine().runKernel(kernel, inputs, attrs);

/** tfjs's kernel takes no rounding mode on the way back, and then reads dy at the wrong places. */
function geometry(attrs: NamedAttrMap): NamedAttrMap {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  if (dimRoundingMode && dimRoundingMode !== 'floor')
    throw new Error(
      `avgPool with dimRoundingMode '${dimRoundingMode as string}' has no gradient. Pad the input instead.`,
    );
  return { filterSize, strides, pad } as NamedAttrMap;
}

/**
 * Window size over number of elements that are averaged, for each output; null where it is 1 throughout. The forward
 * pass leaves padding out of the average, upstream's backward pass counts it in, so its first derivative is wrong at
 * the border; this factor mends it.
 */
function borderFactor(xShape: number[], attrs: NamedAttrMap): Tensor4D | null {
  const { filterSize, strides, pad } = attrs as unknown as {
    filterSize: number;
    strides: number;
    pad: number;
  };
  const {
    padInfo,
    filterHeight,
    filterWidth,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    strideHeight,
    strideWidth,
  } = backend_util.computePool2DInfo(xShape as [number, number, number, number], filterSize, strides, 1, pad);
  if (padInfo.top + padInfo.bottom + padInfo.left + padInfo.right === 0) return null;
  const counts = (outputs: number, stride: number, before: number, window: number, inputs: number) =>
    Array.from({ length: outputs }, (_, o) => {
      const start = o * stride - before;
      return Math.min(start + window, inputs) - Math.max(start, 0);
    });
  const rows = counts(outHeight, strideHeight, padInfo.top, filterHeight, inHeight);
  const columns = counts(outWidth, strideWidth, padInfo.left, filterWidth, inWidth);
  const factors = rows.flatMap((r) => columns.map((c) => (filterHeight * filterWidth) / (r * c)));
  return tensor4d(factors, [1, outHeight, outWidth, 1]);
}

const averaging: GradConfig = {
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    const derivative = () => {
      const factor = borderFactor(x.shape, attrs);
      const scaled = factor ? mul(dy as Tensor, factor) : (dy as Tensor);
      return run(AvgPoolGrad, { dy: scaled, input: x }, geometry(attrs));
    };
    return { x: derivative };
  },
};

/** The adjoint of upstream's AvgPoolGrad. Of the pooled input it uses only the shape, so nothing flows to it. */
const ofAveraging: GradConfig = {
  kernelName: AvgPoolGrad,
  inputsToSave: ['input'],
  gradFunc: (ddx, saved, attrs) => {
    const [x] = saved as [Tensor];
    const derivative = () => {
      const factor = borderFactor(x.shape, attrs);
      const averaged = run(AvgPool, { x: ddx as Tensor }, geometry(attrs));
      return factor ? div(averaged, factor) : averaged;
    };
    return { dy: derivative, input: () => zerosLike(x) };
  },
};

const maximal: GradConfig = {
  kernelName: MaxPool,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [input, output] = saved as [Tensor, Tensor];
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const rounded = { filterSize, strides, pad, dimRoundingMode } as NamedAttrMap;
    return { x: () => run(MaxPoolGrad, { dy: dy as Tensor, input, output }, rounded) };
  },
};

const ofMaximal: GradConfig = {
  kernelName: MaxPoolGrad,
  gradFunc: () => {
    throw new Error(
      'maxPool can be differentiated once, not twice. Where second derivatives are needed, pool with avgPool, a strided ' +
        'conv2d, or max over a reshaped axis.',
    );
  },
};

export const poolingGradients: readonly GradConfig[] = [averaging, ofAveraging, maximal, ofMaximal];

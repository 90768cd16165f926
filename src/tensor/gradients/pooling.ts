/** avgPool is linear, hence right at every order; maxPool can be differentiated once. */
import { AvgPool, AvgPoolGrad, engine, MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

const run = (kernel: string, inputs: Record<string, Tensor>, attrs: NamedAttrMap): Tensor =>
  engine().runKernel(kernel, inputs as NamedTensorMap, attrs);

/** Upstream's gradients forget the rounding mode, and then read dy at the wrong places. */
function geometry(op: string, attrs: NamedAttrMap): NamedAttrMap {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  if (dimRoundingMode && dimRoundingMode !== 'floor')
    throw new Error(`${op} with dimRoundingMode '${String(dimRoundingMode)}' has no gradient. Pad the input instead.`);
  return { filterSize, strides, pad } as NamedAttrMap;
}

const averaging: GradConfig = {
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    return { x: () => run(AvgPoolGrad, { dy: dy as Tensor, input: x }, geometry('avgPool', attrs)) };
  },
};

/** The adjoint of the adjoint. The pooled input itself gave only its shape, so nothing flows to it. */
const ofAveraging: GradConfig = {
  kernelName: AvgPoolGrad,
  inputsToSave: ['input'],
  gradFunc: (ddx, saved, attrs) => ({
    dy: () => run(AvgPool, { x: ddx as Tensor }, geometry('avgPool', attrs)),
    input: () => run('ZerosLike', { x: saved[0] as Tensor }, {}),
  }),
};

const maximal: GradConfig = {
  kernelName: MaxPool,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [input, output] = saved as [Tensor, Tensor];
    return { x: () => run(MaxPoolGrad, { dy: dy as Tensor, input, output }, geometry('maxPool', attrs)) };
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

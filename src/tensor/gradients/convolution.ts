/**
 * conv2d and depthwiseConv2d, each with its two derivatives. All three are linear in both of their tensors, and each
 * one's derivative is one of the other two, so together they are right at every order.
 */
import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
} from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

interface Family {
  readonly forward: string;
  readonly towardInput: string;
  readonly towardFilter: string;
  /** The attributes that all three kernels share. */
  readonly shared: readonly string[];
}

function familyGradients({ forward, towardInput, towardFilter, shared }: Family): GradConfig[] {
  const geometry = (attrs: NamedAttrMap) =>
    Object.fromEntries(shared.map((name) => [name, attrs[name]])) as NamedAttrMap;
  const run = (kernel: string, inputs: NamedTensorMap, attrs: NamedAttrMap): Tensor =>
    engine().runKernel(kernel, inputs, attrs);

  const convolve = (x: Tensor, filter: Tensor, attrs: NamedAttrMap) =>
    run(forward, { x, filter }, geometry(attrs));
  const backToInput = (dy: Tensor, filter: Tensor, inputShape: number[], attrs: NamedAttrMap) =>
    run(towardInput, { dy, filter }, { ...geometry(attrs), inputShape });
  const backToFilter = (x: Tensor, dy: Tensor, filterShape: number[], attrs: NamedAttrMap) =>
    run(towardFilter, { x, dy }, { ...geometry(attrs), filterShape });

  const gradient = (
    kernelName: string,
    inputs: readonly [string, string],
    derivatives: (
      dy: Tensor,
      a: Tensor,
      b: Tensor,
      attrs: NamedAttrMap,
    ) => readonly [() => Tensor, () => Tensor],
  ): GradConfig => ({
    kernelName,
    inputsToSave: [...inputs],
    gradFunc: (dy, saved, attrs) => {
      const [a, b] = derivatives(dy as Tensor, saved[0]!, saved[1]!, attrs);
      return { [inputs[0]]: a, [inputs[1]]: b };
    },
  });

  return [
    gradient(forward, ['x', 'filter'], (dy, x, filter, attrs) => [
      () => backToInput(dy, filter, x.shape, attrs),
      () => backToFilter(x, dy, filter.shape, attrs),
    ]),
    gradient(towardInput, ['dy', 'filter'], (ddx, dy, filter, attrs) => [
      () => convolve(ddx, filter, attrs),
      () => backToFilter(ddx, dy, filter.shape, attrs),
    ]),
    gradient(towardFilter, ['x', 'dy'], (ddw, x, dy, attrs) => [
      () => backToInput(dy, ddw, x.shape, attrs),
      () => convolve(x, ddw, attrs),
    ]),
  ];
}

export const convolutionGradients: readonly GradConfig[] = [
  ...familyGradients({
    forward: Conv2D,
    towardInput: Conv2DBackpropInput,
    towardFilter: Conv2DBackpropFilter,
    // Upstream's gradient loses the rounding mode and the dilation on the way.
    shared: ['strides', 'pad', 'dataFormat', 'dimRoundingMode', 'dilations'],
  }),
  ...familyGradients({
    forward: DepthwiseConv2dNative,
    towardInput: DepthwiseConv2dNativeBackpropInput,
    towardFilter: DepthwiseConv2dNativeBackpropFilter,
    shared: ['strides', 'pad', 'dimRoundingMode', 'dilations'],
  }),
];

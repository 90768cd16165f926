/** Which kernels of the wasm backend are the project's: those that tfjs lacks, and those that it has slower or unsafe. */
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { registerUpdates } from '../optimizer-kernels.ts';
import { ownKernels } from '../own-kernels.ts';
import { combine } from './broadcast.ts';
import { concat, pack } from './concat.ts';
import { conv2D, conv2DBackpropFilter, conv2DBackpropInput } from './conv2d.ts';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.ts';
import { depthwiseBackpropInput } from './depthwise-backprop-input.ts';
import { safeDepthwise } from './depthwise.ts';
import { einsum } from './einsum.ts';
import { pairwise, unary } from './elementwise.ts';
import { registered } from './kernel.ts';
import type { WasmBackend, WasmKernel, WasmSplitter } from './kernel.ts';
import { matMul } from './mat-mul.ts';
import { wasmUpdates } from './optimize.ts';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pool.ts';
import { extremumShare, max, mean, sum } from './reduce.ts';
import { gather, rearrange, rearrangeGrad, unsortedSegmentSum } from './rows.ts';
import { fastSlice } from './slice.ts';
import { splitV, unpack } from './split.ts';
import { fastTile } from './tile.ts';

/** tfjs has none. */
const missing: Readonly<Record<string, WasmKernel | WasmSplitter>> = {
  Conv2DBackpropFilter: conv2DBackpropFilter,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  Einsum: einsum,
  ExtremumShare: extremumShare,
  Rearrange: rearrange,
  RearrangeGrad: rearrangeGrad,
  ReluGrad: pairwise('reluGradient', ownKernels.ReluGrad),
  SigmoidGrad: pairwise('sigmoidGradient', ownKernels.SigmoidGrad),
  TanhGrad: pairwise('tanhGradient', ownKernels.TanhGrad),
  UnsortedSegmentSum: unsortedSegmentSum,
};

/** In place of tfjs's, which some of them call. */
const replacements: Readonly<Record<string, (stock: WasmKernel) => WasmKernel | WasmSplitter>> = {
  Add: combine('add'),
  AvgPool: () => avgPool,
  AvgPoolGrad: () => avgPoolGrad,
  BatchMatMul: () => matMul,
  Concat: concat,
  Conv2D: () => conv2D,
  Conv2DBackpropInput: () => conv2DBackpropInput,
  DepthwiseConv2dNative: safeDepthwise,
  Exp: unary('exp'),
  GatherV2: gather,
  Max: max,
  MaxPool: () => maxPool,
  MaxPoolGrad: () => maxPoolGrad,
  Mean: mean,
  Multiply: combine('multiply'),
  Pack: pack,
  Relu: unary('relu'),
  Sigmoid: unary('sigmoid'),
  Slice: fastSlice,
  Softplus: unary('softplus'),
  SplitV: () => splitV,
  Sub: combine('subtract'),
  Sum: sum,
  Tanh: unary('tanh'),
  Tile: fastTile,
  Unpack: () => unpack,
};

function register(kernelName: string, kernel: WasmKernel | WasmSplitter): void {
  const stock = getKernel(kernelName, 'wasm');
  if (stock) unregisterKernel(kernelName, 'wasm');
  registerKernel({
    ...stock, // its setupFunc binds the function of the wasm module that the stock kernel calls
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel(inputs as Parameters<WasmKernel>[0], attrs ?? {}, backend as WasmBackend),
  });
}

/** Registers the project's training kernels over tfjs's; to be called once, after tfjs has registered its own. */
export function registerTrainingKernels(): void {
  for (const [name, kernel] of Object.entries(missing)) register(name, kernel);
  for (const [name, replace] of Object.entries(replacements)) register(name, replace(registered(name)));
  registerUpdates('wasm', wasmUpdates);
}

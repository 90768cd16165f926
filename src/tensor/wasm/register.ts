/** Which kernels of the wasm backend are the project's: those that tfjs lacks, and those that it has slower or unsafe. */
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { avgPoolGrad } from './avg-pool-grad.ts';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.ts';
import { conv2DBackpropInput } from './conv2d-backprop-input.ts';
import { safeConvolution } from './conv2d.ts';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.ts';
import { depthwiseBackpropInput } from './depthwise-backprop-input.ts';
import { einsum } from './einsum.ts';
import { fastGather } from './gather.ts';
import { registered } from './kernel.ts';
import type { WasmBackend, WasmKernel, WasmSplitter } from './kernel.ts';
import { fastMatMul } from './mat-mul.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import { ownKernels } from '../own-kernels.ts';
import { plain } from './own.ts';
import { safePooling } from './pool.ts';
import { unsortedSegmentSum } from './segment-sum.ts';
import { fastSlice } from './slice.ts';
import { splitV, unpack } from './split.ts';
import { fastSum } from './sum.ts';
import { fastTanh } from './tanh.ts';
import { fastTile } from './tile.ts';

/** tfjs has none. */
const missing: Readonly<Record<string, WasmKernel>> = {
  Conv2DBackpropFilter: conv2DBackpropFilter,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  Einsum: einsum,
  Rearrange: plain(ownKernels.Rearrange),
  RearrangeGrad: plain(ownKernels.RearrangeGrad),
  UnsortedSegmentSum: unsortedSegmentSum,
};

/** In place of tfjs's, which some of them call. */
const replacements: Readonly<Record<string, (stock: WasmKernel) => WasmKernel | WasmSplitter>> = {
  AvgPool: (stock) => safePooling('avgPool', stock),
  AvgPoolGrad: () => avgPoolGrad,
  BatchMatMul: fastMatMul,
  Conv2D: (stock) => safeConvolution('Conv2D', stock),
  Conv2DBackpropInput: () => conv2DBackpropInput,
  DepthwiseConv2dNative: (stock) => safeConvolution('DepthwiseConv2dNative', stock),
  GatherV2: fastGather,
  MaxPool: (stock) => safePooling('maxPool', stock),
  MaxPoolGrad: () => maxPoolGrad,
  Slice: fastSlice,
  SplitV: () => splitV,
  Sum: fastSum,
  Tanh: () => fastTanh,
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
}

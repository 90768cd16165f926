/**
 * XNNPACK packs the weights of a depthwise convolution once per tensor id, and keeps them for as long as the tensor lives.
 * Who changes such a tensor in place has it registered anew, which drops them.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmBackend } from './kernel.ts';

/** Data that has been weights once, and will be again: a replayed step packs without telling. */
const weights = new WeakSet<object>();

/** Notes that XNNPACK packs a tensor's values. */
export function notePacked({ dataId }: TensorInfo): void {
  weights.add(dataId);
}

/** Drops what was packed of a tensor, if anything was. */
export function renewWeights(backend: WasmBackend, { dataId, shape }: TensorInfo): void {
  if (!weights.has(dataId)) return;
  const { id, memoryOffset } = backend.dataIdMap.get(dataId);
  backend.wasm.tfjs.disposeData(id);
  backend.wasm.tfjs.registerTensor(id, sizeOf(shape), memoryOffset);
}

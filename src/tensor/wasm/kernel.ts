/** What the project's wasm kernels are written with. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { getKernel } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/** The part of tfjs's wasm backend that kernels use. */
export type WasmBackend = Pick<
  BackendWasm,
  'dataIdMap' | 'disposeData' | 'makeOutput' | 'typedArrayFromHeap' | 'wasm'
>;

/** A kernel of the wasm backend: tensors and attributes in, one tensor out, which the caller disposes. */
export type WasmKernel = (
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs: NamedAttrMap,
  backend: WasmBackend,
) => TensorInfo;

/** A kernel with several results. */
export type WasmSplitter = (...args: Parameters<WasmKernel>) => TensorInfo[];

/** The kernel that is registered under a name now, in the form of the project's. */
export function registered(name: string): WasmKernel {
  const config = getKernel(name, 'wasm');
  if (!config) throw new Error(`The wasm backend has no kernel '${name}'.`);
  return (inputs, attrs, backend) =>
    config.kernelFunc({ inputs: inputs as NamedTensorInfoMap, attrs, backend }) as TensorInfo;
}

/** Runs a registered kernel, as a step of a composition. */
export type RunStep = (
  name: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs?: object,
) => TensorInfo;

/**
 * Computes a kernel as a composition of others, and disposes every intermediate result. (A temporary must not outlive
 * its use: XNNPACK keeps the weights that it packed for as long as the tensor lives.)
 */
export function compose(backend: WasmBackend, compute: (run: RunStep) => TensorInfo): TensorInfo {
  const made: TensorInfo[] = [];
  let result: TensorInfo | undefined;
  try {
    result = compute((name, inputs, attrs = {}) => {
      const out = registered(name)(inputs, attrs as NamedAttrMap, backend);
      made.push(out);
      return out;
    });
    return result;
  } finally {
    // One reference of the result is the caller's; a step that shares memory (a reshape) has taken one of its own.
    let kept = false;
    for (const { dataId } of made) {
      if (!kept && dataId === result?.dataId) kept = true;
      else backend.disposeData(dataId);
    }
  }
}

/** How many elements a shape has. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The same memory read in another shape of the same size; no new reference. */
export function viewAs({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
  return { dataId, dtype, shape };
}

/** The values of a float32 tensor, in place. Valid until memory is allocated: that may move all of it. */
export function float32(backend: WasmBackend, info: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

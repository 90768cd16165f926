/** For tests: the same kernel on the wasm and on the cpu backend, from the same numbers. */
import { findBackend, getKernel } from '@tensorflow/tfjs-core';
import type { DataType, KernelBackend, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor's numbers, on no backend. */
export interface Values {
  readonly shape: number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
  readonly dtype?: DataType;
}

export interface Outcome {
  readonly shape: number[];
  readonly values: number[];
}

const upload = (backend: KernelBackend, { shape, values, dtype = 'float32' }: Values): TensorInfo => ({
  dataId: backend.write(values.slice(), shape, dtype),
  shape,
  dtype,
});

/** Runs a registered kernel directly, without engine or tape, and checks that it leaves no data behind. */
export function runOn(
  backendName: 'wasm' | 'cpu',
  kernel: string,
  inputs: Readonly<Record<string, Values>>,
  attrs: object,
): Outcome[] {
  const backend = findBackend(backendName);
  const config = getKernel(kernel, backendName);
  if (!config) throw new Error(`There is no kernel ${kernel} on ${backendName}.`);
  const before = backend.numDataIds();
  const uploaded = Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, upload(backend, x)]));
  // Kernels of any number of tensors take a list, numbered here.
  const listed = '0' in uploaded ? (Object.values(uploaded) as unknown as typeof uploaded) : uploaded;
  const outputs = [config.kernelFunc({ inputs: listed, attrs: attrs as NamedAttrMap, backend })].flat();
  const outcomes = outputs.map(({ dataId, shape }) => ({
    shape: [...shape],
    values: Array.from(backend.readSync(dataId) as Float32Array),
  }));
  for (const { dataId } of [...outputs, ...Object.values(uploaded)]) backend.disposeData(dataId);
  const left = backend.numDataIds() - before;
  if (left !== 0) throw new Error(`${kernel} on ${backendName} leaves ${left} tensors behind.`);
  return outcomes;
}

/** The project's own kernels, instantiated on the memory of tfjs's module. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import encoded from '../kernels/kernels.wasm?url&inline';
import '../kernels/checksum.ts'; // so that frozen outputs, which know sources alone, know which kernels made them
import { recordCall } from '../replay/calls.ts';
import type { WasmBackend } from './kernel.ts';

/** The functions of kernels.wasm; src/tensor/kernels says what each takes. */
const NAMES = [
  ...['convolve', 'filterGradient', 'turnFilter', 'multiply', 'maxPool', 'maxPoolGradient'],
  ...['tanh', 'exp', 'sigmoid', 'softplus', 'tanhGradient', 'sigmoidGradient', 'reluGradient'],
  ...['sumAxis', 'maxAxis', 'gatherRows', 'segmentSum', 'rearrange', 'rearrangeGradient'],
  ...['updateSgd', 'updateMomentum', 'updateAdam'],
] as const;

export type OwnModule = Readonly<Record<(typeof NAMES)[number], (...numbers: number[]) => number>>;

const modules = new WeakMap<object, OwnModule>();

/** Compiles the project's kernels for the memory of `owner`, tfjs's module. */
export async function instantiateOwnModule(memory: WebAssembly.Memory, owner: object): Promise<void> {
  const bytes = Uint8Array.from(atob(encoded.slice(encoded.indexOf(',') + 1)), (letter) =>
    letter.charCodeAt(0),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  modules.set(
    owner,
    Object.fromEntries(
      NAMES.map((name) => [name, recordCall(name, instance.exports[name] as OwnModule[typeof name])]),
    ) as OwnModule,
  );
}

/** The project's kernels on the memory of a backend. */
export function ownModule({ wasm }: WasmBackend): OwnModule {
  return modules.get(wasm)!;
}

/** Where a tensor's values start. It never moves while the tensor lives. */
export function addressOf(backend: WasmBackend, { dataId }: TensorInfo): number {
  return backend.dataIdMap.get(dataId).memoryOffset;
}

/** Lends a kernel memory for so many floats while it computes. */
export function withScratch<Result>(
  backend: WasmBackend,
  floats: number,
  compute: (address: number) => Result,
): Result {
  const scratch = backend.makeOutput([floats], 'float32');
  try {
    return compute(addressOf(backend, scratch));
  } finally {
    backend.disposeData(scratch.dataId);
  }
}

/** The project's own kernels, instantiated on the memory of tfjs's module. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import encoded from '../kernels/kernels.wasm?url&inline';
import '../kernels/checksum.ts'; // so that frozen outputs, which know sources alone, know which kernels made them
import { recordCall } from '../replay/calls.ts';
import type { WasmBackend } from './kernel.ts';

/** The functions of kernels.wasm; src/tensor/kernels says what each takes. */
const NAMES = [
  ...['convolve', 'filterGradient', 'turnFilter', 'multiply', 'maxPool', 'maxPoolGradient'],
  ...['averagePool', 'averagePoolGradient'],
  ...['tanh', 'sigmoid', 'exp', 'softplus', 'relu', 'tanhGradient', 'sigmoidGradient', 'reluGradient'],
  ...['sumAxis', 'maxAxis', 'shareExtremum', 'gatherRows', 'segmentSum', 'rearrange', 'rearrangeGradient'],
  ...['combineRows', 'copyRuns', 'repeatRuns'],
] as const;

/**
 * What optimizers call between two steps, and what is called in replays alone: not heard of by the recorder, which costs an
 * array a call.
 */
const UNRECORDED = ['updateSgd', 'updateMomentum', 'updateAdam', 'biasActivation'] as const;

export type OwnModule = Readonly<
  Record<(typeof NAMES | typeof UNRECORDED)[number], (...numbers: number[]) => number>
>;

/** What tfjs's module has for ours: its memory, and its allocator as it was before anybody watched it. */
interface Host {
  readonly memory: WebAssembly.Memory;
  readonly malloc: (bytes: number) => number;
}

const modules = new WeakMap<object, OwnModule & Host>();

/** Compiles the project's kernels for the memory of `owner`, tfjs's module. */
export async function instantiateOwnModule(memory: WebAssembly.Memory, owner: object): Promise<void> {
  const { _malloc: malloc } = owner as { _malloc: Host['malloc'] };
  const bytes = Uint8Array.from(atob(encoded.slice(encoded.indexOf(',') + 1)), (letter) =>
    letter.charCodeAt(0),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const exported = (name: keyof OwnModule) => instance.exports[name] as OwnModule[typeof name];
  const functions = [
    ...NAMES.map((name) => [name, recordCall(name, exported(name))]),
    ...UNRECORDED.map((name) => [name, exported(name)]),
  ];
  modules.set(owner, { ...(Object.fromEntries(functions) as OwnModule), memory, malloc });
}

/** The project's kernels on the memory of a backend. */
export function ownModule({ wasm }: WasmBackend): OwnModule {
  return modules.get(wasm)!;
}

/** Puts a list of numbers into the memory of a backend, where it stays for good, and returns its address. */
export function place({ wasm }: WasmBackend, numbers: Int32Array): number {
  const { memory, malloc } = modules.get(wasm)!;
  const address = malloc(numbers.byteLength);
  new Int32Array(memory.buffer, address, numbers.length).set(numbers);
  return address;
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

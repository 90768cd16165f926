/** Lists of numbers that are a part of the program, in the memory of the wasm module. */
import type { WasmBackend } from './kernel.ts';

/** Where lists lie: the ones met before by identity, and one copy for equal contents. */
interface Tables {
  readonly met: WeakMap<Int32Array, number>;
  readonly contents: Map<string, number>;
}

const tables = new WeakMap<object, Tables>();

/**
 * Puts a list of numbers where kernels can read it, and returns the address. It stays there for good: lists belong to
 * kinds of layers, of which there are few, and equal ones share a place.
 *
 * @param numbers not to be changed afterwards
 */
export function tableOf({ wasm }: WasmBackend, numbers: Int32Array): number {
  const { met, contents } = tables.get(wasm) ?? { met: new WeakMap(), contents: new Map<string, number>() };
  tables.set(wasm, { met, contents });
  const key = met.has(numbers) ? '' : numbers.join();
  let address = met.get(numbers) ?? contents.get(key);
  if (address === undefined) {
    const module = wasm as unknown as { HEAPU8: Uint8Array; _malloc(bytes: number): number };
    address = module._malloc(numbers.byteLength);
    module.HEAPU8.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), address);
    contents.set(key, address);
  }
  met.set(numbers, address);
  return address;
}

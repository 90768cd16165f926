/** Lists of numbers that are a part of the program, in the memory of the wasm module. */
import type { WasmBackend } from './kernel.ts';
import { place } from './own-module.ts';

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
export function tableOf(backend: WasmBackend, numbers: Int32Array): number {
  let known = tables.get(backend.wasm);
  if (!known) tables.set(backend.wasm, (known = { met: new WeakMap(), contents: new Map() }));
  let address = known.met.get(numbers);
  if (address !== undefined) return address;
  const key = numbers.join();
  address = known.contents.get(key) ?? place(backend, numbers);
  known.contents.set(key, address);
  known.met.set(numbers, address);
  return address;
}

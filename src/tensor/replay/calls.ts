/**
 * Where the recorder listens: every call of a kernel into WebAssembly passes here.
 *
 * A training step is recorded as the calls that its kernels make, with their numbers, and replayed without the kernels.
 * So that this is sound, a kernel of the wasm backend keeps to four rules:
 *
 * 1. A function of wasm that it calls comes from `backend.wasm.cwrap`, or went through `recordCall` once, when its module
 *    was instantiated.
 * 2. The numbers that it passes follow from shapes, attributes, and the ids or addresses of its tensors alone.
 * 3. It looks into memory only through `backend.typedArrayFromHeap`, `backend.readSync` or `backend.wasm.HEAP…`. A kernel
 *    that does so computes in JavaScript, and is then run again as a whole in each replayed step: right, only slower.
 * 4. Temporary memory is `backend.makeOutput` with `backend.disposeData`. (`backend.wasm._malloc` inside of a kernel has
 *    it run again as a whole, too.) A block that a module keeps between calls never moves and is never freed.
 *
 * Kernels that keep to them need nothing else, and a kernel that breaks them is caught by the comparison of the first
 * replayed steps with live ones.
 */

/** What cwrap takes: numbers, booleans, and bytes that are copied to the stack of the module. */
export type Argument = number | boolean | Uint8Array;

/** A call that a kernel is about to make. */
export interface Call {
  /** The name of the export. */
  readonly name: string;
  /** The export itself, which takes numbers alone. */
  readonly raw: (...args: number[]) => unknown;
  readonly args: readonly Argument[];
}

/** Hears of a call before it is made. Returning false suppresses it. */
export type Listener = (call: Call) => boolean;

let listener: Listener | null = null;

/**
 * Sets who hears of the calls from now on; null for nobody.
 */
export function listenToCalls(next: Listener | null): void {
  listener = next;
}

/**
 * The same function, heard of by the recorder.
 *
 * @public for modules of kernels whose exports no `cwrap` hands out
 */
export function recordCall<Args extends number[], Result>(
  name: string,
  raw: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    listener?.({ name, raw: raw as Call['raw'], args });
    return raw(...args);
  };
}

type Wrapped = (...args: Argument[]) => unknown;

/** An emscripten module, as far as its exports are wrapped. */
export interface WrappingModule {
  cwrap(name: string, returns: string | null, takes: string[]): Wrapped;
}

/** Has the recorder hear of every call to a function that `module.cwrap` hands out from now on. */
export function recordWrapped(module: WrappingModule): void {
  const cwrap = module.cwrap;
  module.cwrap = (name, returns, takes) => {
    const wrapped = cwrap(name, returns, takes);
    const raw = (module as unknown as Record<string, Call['raw']>)[`_${name}`]!;
    return (...args) => {
      if (listener && !listener({ name, raw, args })) return undefined;
      return wrapped(...args);
    };
  };
}

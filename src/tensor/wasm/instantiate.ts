/** tfjs's wasm backend from bytes that are handed in: no file, no fetch, no threads. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import type { BackendWasmModule } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import createModule from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js';
import { recordWrapped } from '../replay/calls.ts';
import type { WrappingModule } from '../replay/calls.ts';
import { instantiateOwnModule } from './own-module.ts';

/** `(module (func (drop (i8x16.popcnt (i8x16.splat (i32.const 0))))))`, which only an engine with SIMD accepts. */
// prettier-ignore
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 65, 0, 253, 15, 253, 98, 26, 11,
]);

/** Whether this engine runs WebAssembly with 128-bit SIMD, which the one binary that the project ships needs. */
export function supportsSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_PROBE);
}

/** What Emscripten adds to the module and tfjs's declaration does not say. */
type Wrappable = BackendWasmModule & {
  cwrap(name: string, returns: 'number' | null, takes: 'number'[]): (...numbers: number[]) => number;
};

/**
 * Compiles and instantiates the wasm binary and wraps it as a tfjs backend.
 *
 * @throws when the bytes are not a wasm module of the pinned tfjs version, or memory cannot be had.
 */
export async function instantiateBackend(bytes: ArrayBuffer): Promise<BackendWasm> {
  let memory: WebAssembly.Memory | undefined;
  const module = await new Promise<Wrappable>((resolve, reject) => {
    createModule({
      instantiateWasm(
        imports: WebAssembly.Imports,
        receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
      ) {
        WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
          memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
          receive(instance, module);
        }, reject);
        return {};
      },
      onAbort: (reason) => reject(new Error(`The wasm module stopped: ${reason}`)),
    }).then((created) => resolve(created as Wrappable), reject);
  });
  if (!memory) throw new Error('The wasm module of tfjs exports no memory.');
  await instantiateOwnModule(memory, module);
  recordWrapped(module as unknown as WrappingModule); // before any kernel binds the functions that it calls
  // The bridge that tfjs's own init() builds, by the same names.
  const wrap = (name: string, takes: number, returns: 'number' | null = null) =>
    module.cwrap(name, returns, Array<'number'>(takes).fill('number'));
  module.tfjs = {
    init: wrap('init', 0),
    initWithThreadsCount: wrap('init_with_threads_count', 1),
    getThreadsCount: wrap('get_threads_count', 0, 'number'),
    registerTensor: wrap('register_tensor', 3),
    disposeData: wrap('dispose_data', 1),
    dispose: wrap('dispose', 0),
  };
  return new BackendWasm(module);
}

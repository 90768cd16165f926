/** Which machine computes: wasm with the project's training kernels first, plain JavaScript when that cannot be had. */
import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
import { engine, findBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import { installPlatform } from './platform.ts';
import { instantiateBackend, supportsSimd } from './wasm/instantiate.ts';
import { registerTrainingKernels } from './wasm/register.ts';

/** The backend that runs, and why, in a sentence that a page can show. */
export interface BackendChoice {
  readonly backend: 'wasm' | 'cpu';
  readonly reason: string;
}

/** What a backend starts from. */
export interface BackendOptions {
  /** The bytes of `tfjs-backend-wasm-simd.wasm`; asked for once, and only when wasm is to start. */
  readonly wasm?: () => Promise<ArrayBuffer>;
  /** Default `'wasm'`. `'cpu'` is for tests and comparisons: it is about 20 times slower. */
  readonly prefer?: 'wasm' | 'cpu';
}

installPlatform();
registerTrainingKernels();

/**
 * Starts the tensor backend: wasm when the engine and the bytes allow it, else cpu, and says which and why.
 *
 * May be called again, to switch; a wasm backend that has started once is used again as it is.
 * It never throws because of wasm: what went wrong is in the `reason`.
 */
export async function startBackend({ wasm, prefer = 'wasm' }: BackendOptions): Promise<BackendChoice> {
  const obstacle = prefer === 'cpu' ? 'it was asked for' : await startWasm(wasm);
  if (obstacle === null)
    return { backend: 'wasm', reason: 'Computing with WebAssembly SIMD and the project’s training kernels.' };
  await import('./cpu.ts');
  await setBackend('cpu');
  return { backend: 'cpu', reason: `Computing with plain JavaScript, which is slower, because ${obstacle}.` };
}

/** Makes wasm the backend; resolves to null, or to what stood in the way. */
async function startWasm(wasm: BackendOptions['wasm']): Promise<string | null> {
  if (findBackend('wasm')) {
    await setBackend('wasm');
    return null;
  }
  if (!supportsSimd()) return 'this engine has no WebAssembly SIMD';
  if (!wasm) return 'no WebAssembly module was handed in';
  let backend: BackendWasm;
  try {
    backend = await instantiateBackend(await wasm());
  } catch (error) {
    return `the WebAssembly module did not start (${error instanceof Error ? error.message : String(error)})`;
  }
  if (engine().findBackendFactory('wasm') === null) registerBackend('wasm', () => backend);
  await setBackend('wasm');
  return null;
}

/** What the tensor and data layers ask of their host, answered in Node: files of the project. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BackendChoice } from '#tensor';
import { setAssetSource } from '#data';
import { startBackend } from '#tensor';

/** Reads a whole file as an ArrayBuffer of its own (Node's small buffers share one). */
async function readBytes(file: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

/** Starts the tensor backend with the wasm binary of the installed package; the working directory is the project's. */
export function startNodeBackend(prefer: 'wasm' | 'cpu' = 'wasm'): Promise<BackendChoice> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const wasm = () =>
    readBytes(require.resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm'));
  return startBackend({ wasm, prefer });
}

/** Reads data files from `public/data/` of the project. */
export function useNodeAssets(): void {
  setAssetSource((name) => readBytes(join(process.cwd(), 'public/data', name)));
}

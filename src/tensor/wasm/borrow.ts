import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './kernel.ts';

/** A float32 tensor that is a piece of another's memory. It owns nothing but its entry in the table of the C++ side. */
export function borrow(backend: WasmBackend, from: TensorInfo, start: number, shape: number[]): TensorInfo {
  const { memoryOffset } = backend.dataIdMap.get(from.dataId);
  return backend.makeOutput(shape, 'float32', memoryOffset + 4 * start);
}

/** Ends a borrowing. Not `backend.disposeData`: that would free memory that belongs to the whole. */
export function giveBack(backend: WasmBackend, piece: TensorInfo): void {
  backend.wasm.tfjs.disposeData(backend.dataIdMap.get(piece.dataId).id);
  backend.dataIdMap.delete(piece.dataId);
}

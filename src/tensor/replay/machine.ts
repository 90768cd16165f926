/** The wasm backend of tfjs as the recorder sees it, with the parts that tfjs does not declare as public. */
import { engine } from '@tensorflow/tfjs-core';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** The values of a tensor outside of the backend's memory. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** Where a tensor's values lie, and by which number the module knows it. */
export interface Entry {
  readonly id: number;
  readonly memoryOffset: number;
  readonly shape: number[];
  readonly dtype: DataType;
  refCount: number;
}

/** An emscripten module with tfjs's bridge. */
export interface Module {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  readonly HEAPF32: Float32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly tfjs: {
    registerTensor(id: number, size: number, address: number): void;
    disposeData(id: number): void;
  };
}

export interface Machine {
  readonly wasm: Module;
  dataIdNextNumber: number;
  readonly dataIdMap: {
    get(dataId: object): Entry;
    has(dataId: object): boolean;
    set(dataId: object, entry: Entry): void;
    delete(dataId: object): boolean;
  };
  write(values: Values | null, shape: number[], dtype: DataType): object;
  move(dataId: object, values: Values | null, shape: number[], dtype: DataType, refCount: number): void;
  makeOutput(shape: number[], dtype: DataType, address?: number, values?: Values): TensorInfo;
  disposeData(dataId: object, force?: boolean): boolean;
  incRef(dataId: object): void;
  read(dataId: object): Promise<Values>;
  readSync(dataId: object, start?: number, end?: number): Values;
  typedArrayFromHeap(info: TensorInfo): Values;
}

/** The parts of tfjs's engine that it does not declare as public. */
interface EngineInternals {
  readonly backend: unknown;
  readonly backendName: string | undefined;
  readonly state: { readonly profiling: boolean; readonly gradientDepth: number };
  removeDataId(dataId: object, backend: unknown): void;
}

const internals = (): EngineInternals => engine() as unknown as EngineInternals;

/** The active backend if it is wasm and nobody looks into the engine's work: a profile, or a gradient of the step. */
export function recordableMachine(): Machine | null {
  const { backend, backendName, state } = internals();
  return backendName === 'wasm' && !state.profiling && state.gradientDepth === 0
    ? (backend as Machine)
    : null;
}

/** Has the engine forget a tensor's data that were freed without it. */
export function forgetData(machine: Machine, dataId: object): void {
  internals().removeDataId(dataId, machine);
}

/** How many elements a shape has. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** How many bytes an element of a type takes; null for types that have no place in the module's memory. */
export function bytesPerElement(dtype: DataType): number | null {
  if (dtype === 'float32' || dtype === 'int32') return 4;
  return dtype === 'bool' ? 1 : null;
}

import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf, viewAs } from './kernel.ts';
import type { WasmBackend, WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** Lays tensors that differ along one axis at most behind each other along it. */
function join(backend: WasmBackend, parts: readonly TensorInfo[], axis: number): TensorInfo {
  const [{ shape, dtype }] = parts as [TensorInfo];
  const total = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const out = backend.makeOutput(shape.with(axis, total), dtype);
  const element = sizeOf(shape.slice(axis + 1)) * util.bytesPerElement(dtype);
  let to = addressOf(backend, out);
  for (const part of parts) {
    const bytes = part.shape[axis]! * element;
    const from = addressOf(backend, part);
    ownModule(backend).copyRuns(sizeOf(shape.slice(0, axis)), bytes, from, bytes, to, total * element);
    to += bytes;
  }
  return out;
}

const alike = (parts: readonly TensorInfo[]): boolean =>
  parts.length > 1 && parts.every(({ dtype }) => dtype === parts[0]!.dtype && dtype !== 'string');

/** concat in wasm; the stock kernel copies row by row in JavaScript. */
export function concat(stock: WasmKernel): WasmKernel {
  return (inputs, attrs, backend) => {
    const parts = Object.values(inputs);
    if (!alike(parts)) return stock(inputs, attrs, backend);
    return join(backend, parts, util.parseAxisParam(attrs['axis'] as number, parts[0]!.shape)[0]!);
  };
}

/** stack: concat along an axis that is not there yet. */
export function pack(stock: WasmKernel): WasmKernel {
  return (inputs, attrs, backend) => {
    const parts = Object.values(inputs);
    if (!alike(parts)) return stock(inputs, attrs, backend);
    const axis = attrs['axis'] as number;
    return join(
      backend,
      parts.map((part) => viewAs(part, part.shape.toSpliced(axis, 0, 1))),
      axis,
    );
  };
}

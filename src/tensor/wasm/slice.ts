import { slice_util, util } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** slice at any rank, a run of memory at a time, in wasm where one axis alone is cut; the stock kernel goes element by element from rank 5 on. */
export function fastSlice(stock: WasmKernel): WasmKernel {
  return ({ x }, attrs, backend) => {
    if (x!.dtype === 'string') return stock({ x: x! }, attrs, backend);
    const [begin, size] = slice_util.parseSliceParams(
      x!,
      attrs['begin'] as number[],
      attrs['size'] as number[],
    );
    slice_util.assertParamsValid(x!, begin!, size!);
    const out = backend.makeOutput(size!, x!.dtype);
    const cuts = size!.flatMap((n, i) => (n === x!.shape[i] ? [] : [i]));
    if (cuts.length <= 1) {
      const axis = cuts[0] ?? 0;
      const bytes = sizeOf(x!.shape.slice(axis + 1)) * util.bytesPerElement(x!.dtype);
      const [whole, kept] = [(x!.shape[axis] ?? 1) * bytes, (size![axis] ?? 1) * bytes];
      const from = addressOf(backend, x!) + (begin![axis] ?? 0) * bytes;
      ownModule(backend).copyRuns(
        ...[sizeOf(x!.shape.slice(0, axis)), kept, from, whole, addressOf(backend, out), kept],
      );
      return out;
    }
    const [from, to] = [backend.typedArrayFromHeap(x!), backend.typedArrayFromHeap(out)];
    if (to.length === 0) return out;
    // The axes from here on are taken whole, but for the first of them: one run of memory.
    let axis = x!.shape.length - 1;
    while (axis > 0 && size![axis] === x!.shape[axis]) axis--;
    const strides = x!.shape.map((_, i) => sizeOf(x!.shape.slice(i + 1)));
    const run = sizeOf(size!.slice(axis));
    const position = begin!.slice(0, axis);
    let source = begin!.reduce((at, b, i) => at + b * strides[i]!, 0);
    for (let target = 0; target < to.length; target += run) {
      if (run < 32) for (let i = 0; i < run; i++) to[target + i] = from[source + i]!;
      else to.set(from.subarray(source, source + run), target);
      for (let i = axis - 1; i >= 0; i--) {
        source += strides[i]!;
        if (++position[i]! < begin![i]! + size![i]!) break;
        source -= size![i]! * strides[i]!;
        position[i] = begin![i]!;
      }
    }
    return out;
  };
}

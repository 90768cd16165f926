import { util } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** Below this many elements a loop is faster than a call of copyWithin. */
const SHORT = 32;

/** tile, in wasm along one axis; along several a run of memory at a time, from the last axis to the first; the stock kernel goes element by element. */
export function fastTile(stock: WasmKernel): WasmKernel {
  return ({ x }, attrs, backend) => {
    const reps = attrs['reps'] as number[];
    if (x!.dtype === 'string' || sizeOf(x!.shape) === 0) return stock({ x: x! }, attrs, backend);
    const out = backend.makeOutput(
      x!.shape.map((n, axis) => n * reps[axis]!),
      x!.dtype,
    );
    const repeated = reps.flatMap((n, axis) => (n === 1 ? [] : [axis]));
    if (repeated.length <= 1) {
      const axis = repeated[0] ?? 0;
      const bytes = sizeOf(x!.shape.slice(axis)) * util.bytesPerElement(x!.dtype);
      const [from, to] = [addressOf(backend, x!), addressOf(backend, out)];
      ownModule(backend).repeatRuns(sizeOf(x!.shape.slice(0, axis)), reps[axis] ?? 1, bytes, from, to);
      return out;
    }
    const [from, to] = [backend.typedArrayFromHeap(x!), backend.typedArrayFromHeap(out)];
    // Grown in place: what is done lies packed at the end of the array, so that it can be repeated from the front on.
    let done = from.length;
    to.set(from, to.length - done);
    for (let axis = reps.length - 1; axis >= 0; axis--) {
      const copies = reps[axis]!;
      if (copies === 1) continue;
      const run = sizeOf(x!.shape.slice(axis)) * sizeOf(reps.slice(axis + 1));
      const runs = done / run;
      const start = to.length - done;
      const grown = to.length - done * copies;
      for (let r = 0; r < runs; r++) {
        const source = start + r * run;
        const target = grown + r * run * copies;
        if (run === 1) to.fill(to[source]!, target, target + copies);
        else if (run < SHORT) for (let i = 0; i < copies * run; i++) to[target + i] = to[source + (i % run)]!;
        else for (let c = 0; c < copies; c++) to.copyWithin(target + c * run, source, source + run);
      }
      done *= copies;
    }
    return out;
  };
}

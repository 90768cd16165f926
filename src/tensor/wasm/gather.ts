import { util } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** gather along one axis, a run of memory at a time; the stock kernel works out coordinates for every element. */
export function fastGather(stock: WasmKernel): WasmKernel {
  return ({ x, indices }, attrs, backend) => {
    if (attrs['batchDims'] || x!.dtype === 'string')
      return stock({ x: x!, indices: indices! }, attrs, backend);
    const axis = util.parseAxisParam(attrs['axis'] as number, x!.shape)[0]!;
    const [outer, size, inner] = [
      sizeOf(x!.shape.slice(0, axis)),
      x!.shape[axis]!,
      sizeOf(x!.shape.slice(axis + 1)),
    ];
    const out = backend.makeOutput(
      [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)],
      x!.dtype,
    );
    const [from, to, at] = [x!, out, indices!].map((info) => backend.typedArrayFromHeap(info)) as [
      Float32Array,
      Float32Array,
      Int32Array,
    ];
    for (const index of at)
      if (index < 0 || index >= size) {
        backend.disposeData(out.dataId);
        throw new Error(
          `gather: index ${index} is not in [0, ${size - 1}] along axis ${axis} of shape [${x!.shape.join(', ')}].`,
        );
      }
    let target = 0;
    for (let o = 0; o < outer; o++)
      for (const index of at) {
        const source = (o * size + index) * inner;
        if (inner < 32) for (let i = 0; i < inner; i++) to[target + i] = from[source + i]!;
        else to.set(from.subarray(source, source + inner), target);
        target += inner;
      }
    return out;
  };
}

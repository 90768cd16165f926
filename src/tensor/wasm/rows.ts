import { util } from '@tensorflow/tfjs-core';
import { ownKernels } from '../own-kernels.ts';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule, withScratch } from './own-module.ts';
import { tableOf } from './tables.ts';

/** gather along one axis, a row of memory at a time; the stock kernel works out coordinates for every element. */
export function gather(stock: WasmKernel): WasmKernel {
  return ({ x, indices }, attrs, backend) => {
    const fourBytes = x!.dtype === 'float32' || x!.dtype === 'int32';
    if (attrs['batchDims'] || !fourBytes) return stock({ x: x!, indices: indices! }, attrs, backend);
    const axis = util.parseAxisParam(attrs['axis'] as number, x!.shape)[0]!;
    const [before, size, behind] = [x!.shape.slice(0, axis), x!.shape[axis]!, x!.shape.slice(axis + 1)];
    const out = backend.makeOutput([...before, ...indices!.shape, ...behind], x!.dtype);
    const [count, inner] = [sizeOf(indices!.shape), sizeOf(behind)];
    const [from, at, to] = [x!, indices!, out].map((info) => addressOf(backend, info)) as [
      number,
      number,
      number,
    ];
    const stray = ownModule(backend).gatherRows(sizeOf(before), size, inner, from, count, at, to);
    if (stray >= 0) {
      const index = backend.typedArrayFromHeap(indices!)[stray]!;
      backend.disposeData(out.dataId);
      throw new Error(
        `gather: index ${index} is not in [0, ${size - 1}] along axis ${axis} of shape [${x!.shape.join(', ')}].`,
      );
    }
    return out;
  };
}

/** unsortedSegmentSum: yₛ = Σ xᵢ over i with id s; an id out of range counts nowhere. */
export const unsortedSegmentSum: WasmKernel = ({ x, segmentIds }, attrs, backend) => {
  const segments = attrs['numSegments'] as number;
  const inner = x!.shape.slice(segmentIds!.shape.length);
  const out = backend.makeOutput([segments, ...inner], 'float32');
  const [from, ids, to] = [x!, segmentIds!, out].map((info) => addressOf(backend, info)) as [
    number,
    number,
    number,
  ];
  withScratch(backend, 2 * sizeOf(out.shape), (sums) =>
    ownModule(backend).segmentSum(sizeOf(segmentIds!.shape), sizeOf(inner), from, ids, segments, to, sums),
  );
  return out;
};

/** The rearrangement of rows of a filter and its adjoint; src/tensor/own-kernels.ts defines them. */
export const rearrange: WasmKernel = ({ x }, attrs, backend) => {
  const { sources } = attrs as unknown as { sources: Int32Array };
  const y = backend.makeOutput(ownKernels.Rearrange.shape([x!.shape], attrs), 'float32');
  const table = tableOf(backend, sources);
  ownModule(backend).rearrange(...y.shape, addressOf(backend, x!), table, addressOf(backend, y));
  return y;
};

export const rearrangeGrad: WasmKernel = ({ x }, attrs, backend) => {
  const { sources, rows } = attrs as unknown as { sources: Int32Array; rows: number };
  const dx = backend.makeOutput(ownKernels.RearrangeGrad.shape([x!.shape], attrs), 'float32');
  const table = tableOf(backend, sources);
  ownModule(backend).rearrangeGradient(
    ...x!.shape,
    ...[addressOf(backend, x!), table, rows, addressOf(backend, dx)],
  );
  return dx;
};

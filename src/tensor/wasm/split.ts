/** split and unstack as slices; the stock kernels do the same with their own, slower slice. */
import { backend_util, util } from '@tensorflow/tfjs-core';
import { registered, viewAs } from './kernel.ts';
import type { WasmSplitter } from './kernel.ts';

const cutAlong =
  (sizesOf: (shape: number[], axis: number) => number[]): WasmSplitter =>
  (inputs, attrs, backend) => {
    const x = (inputs['x'] ?? inputs['value'])!;
    const axis = util.parseAxisParam(attrs['axis'] as number, x.shape)[0]!;
    const slice = registered('Slice');
    const begin = x.shape.map(() => 0);
    return sizesOf(x.shape, axis).map((count) => {
      const size = x.shape.with(axis, count);
      const piece = slice({ x }, { begin: [...begin], size }, backend);
      begin[axis]! += count;
      return piece;
    });
  };

/** SplitV: pieces of given sizes, or so many equal ones. */
export const splitV: WasmSplitter = (inputs, attrs, backend) => {
  const sizes = (_: number[], axis: number) =>
    backend_util.prepareSplitSize(inputs['x']!, attrs['numOrSizeSplits'] as number | number[], axis);
  return cutAlong(sizes)(inputs, attrs, backend);
};

/** Unpack: one piece for each index along the axis, which then is left out. */
export const unpack: WasmSplitter = (inputs, attrs, backend) => {
  const axis = util.parseAxisParam(attrs['axis'] as number, inputs['value']!.shape)[0]!;
  const pieces = cutAlong((shape) => Array<number>(shape[axis]!).fill(1))(inputs, attrs, backend);
  return pieces.map((piece) => viewAs(piece, piece.shape.toSpliced(axis, 1)));
};

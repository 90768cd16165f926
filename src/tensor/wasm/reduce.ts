import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmBackend, WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** The sizes before, along and behind the axes of a reduction, when these lie side by side; what they leave behind. */
function blockOf({ shape }: TensorInfo, axis: number | number[], keepDims: unknown) {
  const axes = util.parseAxisParam(axis, shape).sort((a, b) => a - b);
  const [first, last] = [axes[0] ?? 0, axes.at(-1) ?? -1];
  if (axes.some((a, i) => a !== first + i)) return null;
  const rest = shape.flatMap((size, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [size]));
  const [outer, n, inner] = [shape.slice(0, first), shape.slice(first, last + 1), shape.slice(last + 1)];
  return { rest, sizes: [sizeOf(outer), sizeOf(n), sizeOf(inner)] as [number, number, number] };
}

type Reduce = (backend: WasmBackend, sizes: [number, number, number], x: number, y: number) => void;

/** A reduction over neighbouring axes of float32 numbers; other ones stay with the stock kernel. */
const reduction =
  (axisName: 'axis' | 'reductionIndices', reduce: Reduce) =>
  (stock: WasmKernel): WasmKernel =>
  ({ x }, attrs, backend) => {
    const axis = attrs[axisName] as number | number[];
    const block =
      x!.dtype === 'float32' && sizeOf(x!.shape) > 0 ? blockOf(x!, axis, attrs['keepDims']) : null;
    if (!block) return stock({ x: x! }, attrs, backend);
    const y = backend.makeOutput(block.rest, 'float32');
    reduce(backend, block.sizes, addressOf(backend, x!), addressOf(backend, y));
    return y;
  };

/** Sum over neighbouring axes, in float64 and rounded once. */
export const sum = reduction('axis', (backend, sizes, x, y) => ownModule(backend).sumAxis(...sizes, x, y, 1));

/** Mean over neighbouring axes: the sum in float64 over their size, rounded once. */
export const mean = reduction('axis', (backend, sizes, x, y) =>
  ownModule(backend).sumAxis(...sizes, x, y, sizes[1]),
);

/** Max over neighbouring axes; NaN where one is among the numbers. */
export const max = reduction('reductionIndices', (backend, sizes, x, y) =>
  ownModule(backend).maxAxis(...sizes, x, y),
);

/** How the derivative of an extremum is shared; src/tensor/own-kernels.ts defines it. */
export const extremumShare: WasmKernel = ({ x, y }, _, backend) => {
  const z = backend.makeOutput(x!.shape, 'float32');
  const [atX, atY, atZ] = [addressOf(backend, x!), addressOf(backend, y!), addressOf(backend, z)];
  ownModule(backend).shareExtremum(...x!.shape, atX, atY, atZ);
  return z;
};

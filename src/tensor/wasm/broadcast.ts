import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule, withScratch } from './own-module.ts';

/** Rows shorter than this are repeated to about this length, so that they are not slow. */
const SHORT = 128;
/** Longer rows are left to the stock kernel, which goes row by row. */
const LONG = 2048;

/** The length of a row that is the whole of b and stands for each row of a, such as a bias; 0 when b is no such row. */
function rowLength(a: TensorInfo, b: TensorInfo): number {
  const row = b.shape.slice(b.shape.findIndex((n) => n !== 1));
  const n = sizeOf(row);
  const fits =
    b.shape.length <= a.shape.length && row.every((size, i) => size === a.shape.at(i - row.length));
  return fits && n > 1 && n <= LONG && n < sizeOf(a.shape) ? n : 0;
}

/** a ∘ b where b is a short row for each row of a, four times as fast; everything else stays with the stock kernel. */
export const combine =
  (operation: 'add' | 'subtract' | 'multiply') =>
  (stock: WasmKernel): WasmKernel =>
  (inputs, attrs, backend) => {
    let [a, b] = [inputs['a']!, inputs['b']!];
    const float = a.dtype === 'float32' && b.dtype === 'float32';
    let n = float ? rowLength(a, b) : 0;
    if (float && n === 0 && operation !== 'subtract') {
      n = rowLength(b, a);
      if (n > 0) [a, b] = [b, a];
    }
    if (n === 0) return stock(inputs, attrs, backend);
    const y = backend.makeOutput(a.shape, 'float32');
    const copies = 4 * Math.ceil(SHORT / 4 / n); // a multiple of 4 numbers
    const [atA, atB, atY] = [addressOf(backend, a), addressOf(backend, b), addressOf(backend, y)];
    const code = { add: 0, subtract: 1, multiply: 2 }[operation];
    withScratch(backend, n * copies, (scratch) =>
      ownModule(backend).combineRows(code, sizeOf(a.shape), n, copies, atA, atB, atY, scratch),
    );
    return y;
  };

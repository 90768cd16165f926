import { backend_util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { borrow, giveBack } from './borrow.ts';
import { compose, float32, sizeOf, viewAs } from './kernel.ts';
import type { RunStep, WasmKernel } from './kernel.ts';

/** Below this many multiplications a product is done before XNNPACK has been set up for it (about 6 µs). */
const SMALL = 4096;

/** The last two axes swapped. */
function swapLast(run: RunStep, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = [...x.shape.keys()];
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  return run('Transpose', { x }, { perm });
}

/** For each matrix of the result, which matrix of an operand with these batch axes goes in. */
function batchIndices(outer: readonly number[], outOuter: readonly number[]): Int32Array {
  const indices = new Int32Array(sizeOf(outOuter));
  const padded = [...Array<number>(outOuter.length - outer.length).fill(1), ...outer];
  for (let i = 0; i < indices.length; i++) {
    let rest = i;
    let stride = 1;
    let index = 0;
    for (let axis = outOuter.length - 1; axis >= 0; axis--) {
      const coordinate = rest % outOuter[axis]!;
      rest = (rest - coordinate) / outOuter[axis]!;
      if (padded[axis] !== 1) index += coordinate * stride;
      stride *= padded[axis]!;
    }
    indices[i] = index;
  }
  return indices;
}

/** C += A B for row-major A [m, k], B [k, n], starting from C = 0. */
function multiplySmall(
  a: Float32Array,
  b: Float32Array,
  c: Float32Array, // prettier-ignore
  [atA, atB, atC]: readonly [number, number, number],
  [m, k, n]: readonly [number, number, number],
): void {
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[atA + row * k + i]! * b[atB + i * n + column]!;
      c[atC + row * n + column] = sum;
    }
  }
}

type Stock = (a: TensorInfo, b: TensorInfo) => TensorInfo;

/**
 * BatchMatMul with fast transposes and batches: the stock kernel falls from 27 to 2 GFLOP/s when an operand is
 * transposed, and to 0.5 for batches. Operands are transposed first; one right operand for the whole batch is one large
 * product; other batches go through the stock kernel matrix by matrix, or through a loop when the matrices are tiny.
 */
export function fastMatMul(stock: WasmKernel): WasmKernel {
  return ({ a, b }, { transposeA, transposeB }, backend) =>
    compose(backend, (run) => {
      const left = transposeA ? swapLast(run, a!) : a!; // [..., m, k]
      const right = transposeB ? swapLast(run, b!) : b!; // [..., k, n]
      const [outerA, outerB] = [left.shape.slice(0, -2), right.shape.slice(0, -2)];
      const [m, k] = left.shape.slice(-2) as [number, number];
      const [inner, n] = right.shape.slice(-2) as [number, number];
      if (k !== inner)
        throw new Error(
          `matMul: the inner sizes ${k} and ${inner} of shapes [${a!.shape.join(', ')}] and [${b!.shape.join(', ')}] ` +
            `with transposeA=${Boolean(transposeA)}, transposeB=${Boolean(transposeB)} must match.`,
        );
      const outer = backend_util.assertAndGetBroadcastShape(outerA, outerB);
      const [rows, batches] = [sizeOf(outerA) * m, sizeOf(outer)];
      const product: Stock = (x, y) =>
        stock({ a: x, b: y }, { transposeA: false, transposeB: false }, backend);

      if (sizeOf(outerB) === 1) {
        // Under an id of its own: XNNPACK would use what it packed for another shape of the same memory.
        const piece = borrow(backend, right, 0, [1, k, n]);
        try {
          return viewAs(product(viewAs(left, [1, rows, k]), piece), [...outer, m, n]);
        } finally {
          giveBack(backend, piece);
        }
      }

      const out = backend.makeOutput([...outer, m, n], 'float32');
      const [fromA, fromB] = [batchIndices(outerA, outer), batchIndices(outerB, outer)];
      if (m * k * n <= SMALL) {
        const [x, y, z] = [float32(backend, left), float32(backend, right), float32(backend, out)];
        for (let i = 0; i < batches; i++)
          multiplySmall(x, y, z, [fromA[i]! * m * k, fromB[i]! * k * n, i * m * n], [m, k, n]);
        return out;
      }
      for (let i = 0; i < batches; i++) {
        const x = borrow(backend, left, fromA[i]! * m * k, [1, m, k]);
        const y = borrow(backend, right, fromB[i]! * k * n, [1, k, n]);
        const z = product(x, y);
        float32(backend, out).set(float32(backend, z), i * m * n);
        for (const piece of [x, y]) giveBack(backend, piece);
        backend.disposeData(z.dataId);
      }
      return out;
    });
}

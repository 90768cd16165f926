import { backend_util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule, withScratch } from './own-module.ts';

/** For each matrix of the result, which matrix of an operand with these batch axes goes in. */
function batchIndices(outer: readonly number[], outOuter: readonly number[]): number[] {
  const padded = [...Array<number>(outOuter.length - outer.length).fill(1), ...outer];
  let indices = [0];
  outOuter.forEach((size, axis) => {
    const own = padded[axis]!;
    indices = indices.flatMap((index) =>
      Array.from({ length: size }, (_, i) => index * own + (own === 1 ? 0 : i)),
    );
  });
  return indices;
}

/** Runs of matrices of the result for which each operand stays the same or goes on by one: [first, count, a, b]. */
function* runs(
  fromA: readonly number[],
  fromB: readonly number[],
): Generator<[number, number, 0 | 1, 0 | 1]> {
  for (let first = 0; first < fromA.length;) {
    const stepA = fromA[first + 1] === fromA[first] ? 0 : 1;
    const stepB = fromB[first + 1] === fromB[first] ? 0 : 1;
    let end = first + 1;
    while (
      end < fromA.length &&
      fromA[end] === fromA[end - 1]! + stepA &&
      fromB[end] === fromB[end - 1]! + stepB
    )
      end++;
    yield [first, end - first, stepA, stepB];
    first = end;
  }
}

/** The sizes and element strides of one operand, read as it is meant: [.., rows, columns]. */
function matrixOf({ shape }: TensorInfo, transposed: boolean) {
  const [height, width] = shape.slice(-2) as [number, number];
  return transposed
    ? { rows: width, columns: height, rowStride: 1, columnStride: width, outer: shape.slice(0, -2) }
    : { rows: height, columns: width, rowStride: width, columnStride: 1, outer: shape.slice(0, -2) };
}

/** BatchMatMul with every transposition and broadcast: [.., m, k] × [.., k, n] → [.., m, n]. */
export const matMul: WasmKernel = ({ a, b }, { transposeA, transposeB }, backend) => {
  const left = matrixOf(a!, Boolean(transposeA));
  const right = matrixOf(b!, Boolean(transposeB));
  const [m, k, n] = [left.rows, left.columns, right.columns];
  if (k !== right.rows)
    throw new Error(
      `matMul: the inner sizes ${k} and ${right.rows} of shapes [${a!.shape.join(', ')}] and [${b!.shape.join(', ')}] ` +
        `with transposeA=${Boolean(transposeA)}, transposeB=${Boolean(transposeB)} must match.`,
    );
  const outer = backend_util.assertAndGetBroadcastShape(left.outer, right.outer);
  const out = backend.makeOutput([...outer, m, n], 'float32');
  if (sizeOf(out.shape) === 0) return out;
  const [atA, atB, atC] = [addressOf(backend, a!), addressOf(backend, b!), addressOf(backend, out)];
  const { multiply } = ownModule(backend);
  const [strideA, strideB] = [
    [left.rowStride, left.columnStride],
    [right.rowStride, right.columnStride],
  ];
  withScratch(backend, k * 8 * Math.ceil(n / 8) + 4 * k + 32, (scratch) => {
    // One right operand for all rows of an untransposed left one: a single product.
    if (sizeOf(right.outer) === 1 && !transposeA)
      multiply(1, sizeOf(outer) * m, n, k, atA, 0, ...strideA, atB, 0, ...strideB, atC, scratch);
    else {
      const [fromA, fromB] = [batchIndices(left.outer, outer), batchIndices(right.outer, outer)];
      for (const [first, count, stepA, stepB] of runs(fromA, fromB))
        multiply(
          ...[count, m, n, k, atA + 4 * fromA[first]! * m * k, stepA * m * k, ...strideA],
          ...[atB + 4 * fromB[first]! * k * n, stepB * k * n, ...strideB],
          ...[atC + 4 * first * m * n, scratch],
        );
    }
  });
  return out;
};

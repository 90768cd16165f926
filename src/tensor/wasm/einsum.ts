import type { TensorInfo } from '@tensorflow/tfjs-core';
import { contractAll, indicesOf } from '../einsum-contraction.ts';
import { compose, viewAs } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** Einsum, which tfjs lacks on wasm, from the backend's own products, transposes and sums. */
export const einsum: WasmKernel = (inputs, attrs, backend) =>
  compose(backend, (run) => {
    const contracted = contractAll<TensorInfo>(
      {
        transpose: (x, perm) => run('Transpose', { x }, { perm }),
        sum: (x, axis) => run('Sum', { x }, { axis, keepDims: false }),
        reshape: viewAs,
        matMul: (a, b) => run('BatchMatMul', { a, b }, { transposeA: false, transposeB: false }),
      },
      indicesOf(attrs['equation'] as string),
      Object.values(inputs),
    );
    // With a reference of its own, should it be an operand itself.
    return run('Reshape', { x: contracted }, { shape: contracted.shape });
  });

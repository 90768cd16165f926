import { BatchMatMul, matMul } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { sumToShape } from './sum-to-shape.ts';

/**
 * y = a b, with either transposed. dL/da = dy bᵀ and dL/db = aᵀ dy, summed over the batch axes that were broadcast
 * (upstream does not sum, and then throws about a shape).
 */
export const matMulGradient: GradConfig = {
  kernelName: BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved as [Tensor, Tensor];
    const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const y = dy as Tensor;
    return {
      a: () =>
        sumToShape(transposeA ? matMul(b, y, transposeB, true) : matMul(y, b, false, !transposeB), a.shape),
      b: () =>
        sumToShape(transposeB ? matMul(y, a, true, transposeA) : matMul(a, y, !transposeA, false), b.shape),
    };
  },
};

import {
  cast,
  gather,
  greaterEqual,
  maximum,
  mul,
  reshape,
  scalar,
  UnsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** yₛ = Σ xᵢ over i with id s: dL/dxᵢ = dy at i's id, or 0 where that id is negative (such rows are left out). */
export const segmentSumGradient: GradConfig = {
  kernelName: UnsortedSegmentSum,
  inputsToSave: ['segmentIds'],
  gradFunc: (dy, saved) => {
    const ids = saved[0] as Tensor1D;
    const derivative = () => {
      const zero = scalar(0, 'int32');
      const taken = gather(dy as Tensor, maximum(ids, zero)); // [n, …]
      const kept = reshape(cast(greaterEqual(ids, zero), 'float32'), [
        ids.size,
        ...taken.shape.slice(1).map(() => 1),
      ]);
      return mul(taken, kept);
    };
    return { x: derivative };
  },
};

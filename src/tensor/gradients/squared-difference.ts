import { mul, SquaredDifference, sub } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { sumToShape } from './sum-to-shape.ts';

/** y = (a − b)²: dL/da = 2 dy (a − b), dL/db = −dL/da, summed over broadcast axes (upstream throws there). */
export const squaredDifferenceGradient: GradConfig = {
  kernelName: SquaredDifference,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    const toward = (from: Tensor, to: Tensor) =>
      sumToShape(mul(mul(dy as Tensor, 2), sub(to, from)), to.shape);
    return { a: () => toward(b, a), b: () => toward(a, b) };
  },
};

import { reshape, sum, Tile } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';

/** The derivative of n copies is the sum over the copies, axis by axis. (Upstream slices copy by copy, to rank 4.) */
export const tileGradient: GradConfig = {
  kernelName: Tile,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [Tensor];
    const reps = attrs['reps'] as number[];
    const sumCopies = () => {
      let summed = dy as Tensor;
      const size = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
      reps.forEach((copies, axis) => {
        if (copies === 1) return;
        const done = x.shape.slice(0, axis);
        const inner = size(summed.shape.slice(axis)) / copies;
        summed = sum(reshape(summed, [size(done), copies, inner]), 1); // [done, inner]
        summed = reshape(summed, [...done, x.shape[axis]!, ...(dy as Tensor).shape.slice(axis + 1)]);
      });
      return reshape(summed, x.shape);
    };
    return { x: sumCopies };
  },
};

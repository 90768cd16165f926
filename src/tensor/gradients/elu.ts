import { add, Elu, greater, mul, where } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';

/** y = x where x > 0, else eˣ − 1: dL/dx = dy, else dy (y + 1). Upstream uses a kernel that has no gradient itself. */
export const eluGradient: GradConfig = {
  kernelName: Elu,
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [y] = saved as [Tensor];
    return { x: () => where(greater(y, 0), dy as Tensor, mul(dy as Tensor, add(y, 1))) };
  },
};

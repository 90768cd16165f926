/** rearrange and its derivative are linear, and each is the other's adjoint: right at every order. */
import { engine } from '@tensorflow/tfjs-core';
import type { GradConfig, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';

const run = (kernel: string, input: Tensor, attrs: object): Tensor =>
  engine().runKernel(kernel, { x: input }, attrs as NamedAttrMap);

export const rearrangeGradients: readonly GradConfig[] = [
  {
    kernelName: 'Rearrange',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { sources, copies }) => ({
      x: () => run('RearrangeGrad', dy as Tensor, { sources, copies, rows: x!.shape[0] }),
    }),
  },
  {
    kernelName: 'RearrangeGrad',
    gradFunc: (ddx, _, { sources, copies }) => ({
      x: () => run('Rearrange', ddx as Tensor, { sources, copies }),
    }),
  },
];

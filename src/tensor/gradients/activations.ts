/** relu, tanh and sigmoid, each derivative as one kernel that has a derivative itself. */
import { engine, mul, Relu, Sigmoid, sub, Tanh, zerosLike } from '@tensorflow/tfjs-core';
import type { GradConfig, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

const run = (kernel: string, inputs: NamedTensorMap): Tensor => engine().runKernel(kernel, inputs);

/** dL/dx = dy where x > 0, which is where y > 0, else 0. (So x need not be kept: a bias and relu can be one pass.) */
const relu: readonly GradConfig[] = [
  {
    kernelName: Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => run('ReluGrad', { x: y!, dy: dy as Tensor }) }),
  },
  {
    kernelName: 'ReluGrad',
    inputsToSave: ['x'],
    gradFunc: (ddx, [x]) => ({
      x: () => zerosLike(x!),
      dy: () => run('ReluGrad', { x: x!, dy: ddx as Tensor }),
    }),
  },
];

/** dL/dx = dy f′(x), with f′ written in terms of y = f(x), and dL/dy = ddx dy f″ where `slope` is that of f′ by y. */
const byResult = (kernelName: string, slope: (y: Tensor) => Tensor): readonly GradConfig[] => {
  const derivative = `${kernelName}Grad`;
  return [
    {
      kernelName,
      outputsToSave: [true],
      gradFunc: (dy, [y]) => ({ x: () => run(derivative, { y: y!, dy: dy as Tensor }) }),
    },
    {
      kernelName: derivative,
      inputsToSave: ['y', 'dy'],
      gradFunc: (ddx, [y, dy]) => ({
        y: () => mul(mul(ddx as Tensor, dy!), slope(y!)),
        dy: () => run(derivative, { y: y!, dy: ddx as Tensor }),
      }),
    },
  ];
};

export const activationGradients: readonly GradConfig[] = [
  ...relu,
  ...byResult(Tanh, (y) => mul(y, -2)), // f′ = 1 − y²
  ...byResult(Sigmoid, (y) => sub(1, mul(y, 2))), // f′ = y (1 − y)
];

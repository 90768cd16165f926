/** max, min along axes, and the elementwise maximum, minimum. */
import {
  abs,
  cast,
  div,
  engine,
  greater,
  greaterEqual,
  less,
  lessEqual,
  Max,
  Maximum,
  Min,
  Minimum,
  mul,
  reshape,
  step,
  sub,
  sum,
  util,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { sumToShape } from './sum-to-shape.ts';

/**
 * The derivative goes to where the extremum is attained, in equal parts where there are several: the subgradient that
 * commutes with permutations, so that pooling over a group stays equivariant in the backward pass. (Upstream gives the
 * whole derivative to each, which is no subgradient.)
 */
function share(dy: Tensor, x: Tensor, y: Tensor, axis: number | number[] | undefined): Tensor {
  const axes = util.parseAxisParam(axis as number | number[], x.shape);
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const first = Math.min(...axes);
  if (axes.length > 0 && Math.max(...axes) - first === axes.length - 1 && x.dtype === 'float32') {
    const size = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
    const behind = size(x.shape.slice(first + axes.length));
    const ahead = size(x.shape.slice(0, first));
    const block = reshape(x, [ahead, size(axes.map((axis) => x.shape[axis]!)), behind]); // [O, n, I]
    const shares = engine().runKernel<Tensor>('ExtremumShare', { x: block, y: reshape(y, [ahead, behind]) });
    return reshape(mul(shares, reshape(dy, [ahead, 1, behind])), x.shape);
  }
  // 1 − step |x − y|, and not equal(x, y): the wasm backend compares with broadcasting a hundred times slower.
  const attained = sub(1, step(abs(sub(x, reshape(y, kept)))));
  return mul(attained, div(reshape(dy, kept), sum(attained, axes, true)));
}

function extremumGradient(kernelName: string, axisName: 'reductionIndices' | 'axis'): GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => {
      const [x, y] = saved as [Tensor, Tensor];
      return { x: () => share(dy as Tensor, x, y, attrs[axisName] as number | number[] | undefined) };
    },
  };
}

type Compare = (a: Tensor, b: Tensor) => Tensor;

/** Where the two are equal, the derivative goes to `a` (upstream's rule); broadcast axes are summed (upstream throws). */
function pairGradient(kernelName: string, takesA: Compare, takesB: Compare): GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      const part = (takes: Compare, shape: number[]) =>
        sumToShape(mul(dy as Tensor, cast(takes(a, b), 'float32')), shape);
      return { a: () => part(takesA, a.shape), b: () => part(takesB, b.shape) };
    },
  };
}

/** Piecewise constant. */
const ofSharing: GradConfig = {
  kernelName: 'ExtremumShare',
  inputsToSave: ['x', 'y'],
  gradFunc: (_, [x, y]) => ({ x: () => zerosLike(x!), y: () => zerosLike(y!) }),
};

export const extremaGradients: readonly GradConfig[] = [
  ofSharing,
  extremumGradient(Max, 'reductionIndices'),
  extremumGradient(Min, 'axis'),
  pairGradient(Maximum, greaterEqual, less),
  pairGradient(Minimum, lessEqual, greater),
];

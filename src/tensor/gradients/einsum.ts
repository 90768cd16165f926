import { broadcastTo, Einsum, reshape } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { indicesOf } from '../einsum-contraction.ts';
import { einsum } from '../einsum.ts';

/**
 * The derivative toward an operand is the Einstein sum of dy with the others, to that operand's indices; along an index
 * that it alone has, and that was summed, it is the same everywhere.
 */
export const einsumGradient: GradConfig = {
  kernelName: Einsum,
  saveAllInputs: true,
  gradFunc: (dy, saved, { equation }) => {
    const { operands, result } = indicesOf(equation as string);
    const toward = (x: Tensor, i: number) => () => {
      const others = operands.toSpliced(i, 1);
      const reached = result + others.join('');
      const kept = [...operands[i]!].filter((name) => reached.includes(name));
      const back = `${[result, ...others].join(',')}->${kept.join('')}`;
      const dx = einsum(back, dy as Tensor, ...saved.toSpliced(i, 1));
      if (kept.length === x.rank) return dx;
      const shape = x.shape.map((n, axis) => (reached.includes(operands[i]![axis]!) ? n : 1));
      return broadcastTo(reshape(dx, shape), x.shape);
    };
    return Object.fromEntries(saved.map((x, i) => [i, toward(x, i)]));
  },
};

import { Einsum, einsum, ones, mul, reshape } from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';

/**
 * y = einsum('ab,bc->ac', p, q): dL/dp = einsum('ac,bc->ab', dy, q), and so on for any equation that tfjs knows (one or
 * two operands, no index twice in one operand). An index that stands in `p` alone was summed there, so dy is repeated
 * along it. Upstream has no gradient. A gradient is an einsum again, hence right at every order.
 */
export const einsumGradient: GradConfig = {
  kernelName: Einsum,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) => {
    const [left, result] = (attrs['equation'] as string).replaceAll(' ', '').split('->') as [string, string];
    const terms = left.split(',');
    const derivative = (i: number) => () => {
      const operand = saved[i] as Tensor;
      const others = terms.flatMap((term, j) => (j === i ? [] : [{ term, tensor: saved[j] as Tensor }]));
      const known = new Set([result, ...others.map(({ term }) => term)].join(''));
      const indices = [...terms[i]!];
      const equation = `${[result, ...others.map(({ term }) => term)].join(',')}->${indices.filter((n) => known.has(n)).join('')}`;
      const partial = einsum(equation, dy as Tensor, ...others.map(({ tensor }) => tensor));
      if (indices.every((n) => known.has(n))) return partial;
      const repeated = indices.map((n, axis) => (known.has(n) ? operand.shape[axis]! : 1));
      return mul(reshape(partial, repeated), ones(operand.shape));
    };
    return Object.fromEntries(terms.map((_, i) => [String(i), derivative(i)]));
  },
};

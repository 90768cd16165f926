import { engine, getBackend, matMul, reshape, sum, transpose } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { contractAll, indicesOf } from './einsum-contraction.ts';
import type { Algebra } from './einsum-contraction.ts';

const ops: Algebra<Tensor> = { transpose, sum, reshape, matMul };

/** Throws, naming the equation and the shapes, unless they fit. */
function check(equation: string, tensors: readonly Tensor[]): void {
  const fail = (what: string): never => {
    const shapes = tensors.map(({ shape }) => `[${shape.join(', ')}]`).join(', ');
    throw new Error(`einsum('${equation}') of shapes ${shapes}: ${what}`);
  };
  if (equation.split('->').length !== 2) fail('an equation has one arrow, like "ij,jk->ik".');
  if (!/^[a-zA-Z, ]*->[a-zA-Z ]*$/.test(equation)) fail('indices are single letters; there is no ellipsis.');
  const { operands, result } = indicesOf(equation);
  if (operands.length !== tensors.length)
    fail(`it names ${operands.length} operands, but got ${tensors.length}.`);
  const sizes = new Map<string, number>();
  operands.forEach((indices, i) => {
    const tensor = tensors[i]!;
    if (new Set(indices).size !== indices.length)
      fail(`an index stands twice in "${indices}", which is not supported.`);
    if (indices.length !== tensor.rank)
      fail(`"${indices}" names ${indices.length} axes of a tensor of rank ${tensor.rank}.`);
    [...indices].forEach((name, axis) => {
      const size = tensor.shape[axis]!;
      if ((sizes.get(name) ?? size) !== size) fail(`index ${name} has sizes ${sizes.get(name)} and ${size}.`);
      sizes.set(name, size);
    });
  });
  if (new Set(result).size !== result.length) fail('an index stands twice in the result.');
  for (const name of result) if (!sizes.has(name)) fail(`index ${name} of the result stands in no operand.`);
}

/**
 * Einstein summation: multiplies the operands and sums over every index that is not in the result.
 * `einsum('bij,bjk->bik', x, y)`ᵦᵢₖ = Σⱼ xᵦᵢⱼ yᵦⱼₖ
 *
 * Sums over what one operand has alone, then contracts from left to right, each pair as one batched matrix product, so it
 * is fast where matMul is. On wasm it is one kernel, which spares the tape some six nodes a pair. Right at every order.
 * (tfjs's own leaves out an operand whose indices are all kept, as in 'ab,c->ac', and has no gradient.)
 *
 * @param equation operands' indices separated by commas, `->`, the result's; single letters, none twice in one operand
 * @throws naming the equation and the shapes, when they do not fit
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const a = tf.tensor2d([[1, 2], [3, 4]]);
 * const trace = tf.einsum('ij,ji->', a, a); // tr A²
 * trace.dataSync()[0];
 * ```
 */
export function einsum<T extends Tensor = Tensor>(equation: string, ...tensors: Tensor[]): T {
  check(equation, tensors);
  if (getBackend() === 'wasm')
    return engine().runKernel('Einsum', tensors as unknown as NamedTensorMap, { equation });
  return contractAll(ops, indicesOf(equation), tensors) as T;
}

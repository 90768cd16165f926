import { matMul, reshape, sum, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A tensor whose axes have names. */
interface Term {
  readonly indices: string;
  readonly tensor: Tensor;
}

const sizeOf = ({ indices, tensor }: Term, names: string): number[] =>
  [...names].map((name) => tensor.shape[indices.indexOf(name)]!);
const product = (sizes: number[]): number => sizes.reduce((a, b) => a * b, 1);
const only = (indices: string, keep: (name: string) => boolean): string => [...indices].filter(keep).join('');

/** Puts the axes in the order `names`, which are a permutation of the term's. */
function permute({ indices, tensor }: Term, names: string): Tensor {
  return names === indices
    ? tensor
    : transpose(
        tensor,
        [...names].map((name) => indices.indexOf(name)),
      );
}

/** Sums over the axes that are not kept. */
function sumOut(term: Term, keep: (name: string) => boolean): Term {
  const axes = [...term.indices].flatMap((name, axis) => (keep(name) ? [] : [axis]));
  return axes.length === 0 ? term : { indices: only(term.indices, keep), tensor: sum(term.tensor, axes) };
}

/** Multiplies two terms and sums over what they share and nobody needs any more: one batched matrix product. */
function contract(left: Term, right: Term, needed: (name: string) => boolean): Term {
  const a = sumOut(left, (name) => needed(name) || right.indices.includes(name));
  const b = sumOut(right, (name) => needed(name) || left.indices.includes(name));
  const batch = only(a.indices, (name) => b.indices.includes(name) && needed(name));
  const summed = only(a.indices, (name) => b.indices.includes(name) && !needed(name));
  const rows = only(a.indices, (name) => !b.indices.includes(name));
  const columns = only(b.indices, (name) => !a.indices.includes(name));

  const [B, M, K, N] = [sizeOf(a, batch), sizeOf(a, rows), sizeOf(a, summed), sizeOf(b, columns)];
  const batched = B.length > 0 ? [product(B)] : [];
  const x = reshape(permute(a, batch + rows + summed), [...batched, product(M), product(K)]); // [B, M, K]
  const y = reshape(permute(b, batch + summed + columns), [...batched, product(K), product(N)]); // [B, K, N]
  return { indices: batch + rows + columns, tensor: reshape(matMul(x, y), [...B, ...M, ...N]) };
}

function parse(equation: string, tensors: readonly Tensor[]): { terms: Term[]; result: string } {
  const fail = (what: string): never => {
    const shapes = tensors.map(({ shape }) => `[${shape.join(', ')}]`).join(', ');
    throw new Error(`einsum('${equation}') of shapes ${shapes}: ${what}`);
  };
  const sides = equation.replaceAll(' ', '').split('->');
  if (sides.length !== 2) fail('an equation has one arrow, like "ij,jk->ik".');
  const [operands, result] = sides as [string, string];
  if (!/^[a-zA-Z,]*$/.test(operands) || !/^[a-zA-Z]*$/.test(result))
    fail('indices are single letters; there is no ellipsis.');
  const terms = operands.split(',').map((indices, i) => ({ indices, tensor: tensors[i]! }));
  if (terms.length !== tensors.length) fail(`it names ${terms.length} operands, but got ${tensors.length}.`);
  const sizes = new Map<string, number>();
  for (const { indices, tensor } of terms) {
    if (new Set(indices).size !== indices.length)
      fail(`an index stands twice in "${indices}", which is not supported.`);
    if (indices.length !== tensor.rank)
      fail(`"${indices}" names ${indices.length} axes of a tensor of rank ${tensor.rank}.`);
    [...indices].forEach((name, axis) => {
      const size = tensor.shape[axis]!;
      if ((sizes.get(name) ?? size) !== size) fail(`index ${name} has sizes ${sizes.get(name)} and ${size}.`);
      sizes.set(name, size);
    });
  }
  if (new Set(result).size !== result.length) fail('an index stands twice in the result.');
  for (const name of result) if (!sizes.has(name)) fail(`index ${name} of the result stands in no operand.`);
  return { terms, result };
}

/**
 * Einstein summation: multiplies the operands and sums over every index that is not in the result.
 * `einsum('bij,bjk->bik', x, y)`ᵦᵢₖ = Σⱼ xᵦᵢⱼ yᵦⱼₖ
 *
 * A composition of matMul, sum, transpose and reshape, so fast where matMul is and right at every order. (tfjs's own
 * leaves out an operand whose indices are all kept, as in 'ab,c->ac', and has no gradient.) Contracts from left to right.
 *
 * @param equation operands' indices separated by commas, `->`, the result's; single letters, none twice in one operand
 * @throws naming the equation and the shapes, when they do not fit
 */
export function einsum<T extends Tensor = Tensor>(equation: string, ...tensors: Tensor[]): T {
  const { terms, result } = parse(equation, tensors);
  const contracted = terms.slice(1).reduce((left, right, i) => {
    const later =
      result +
      terms
        .slice(i + 2)
        .map(({ indices }) => indices)
        .join('');
    return contract(left, right, (name) => later.includes(name));
  }, terms[0]!);
  return permute(
    sumOut(contracted, (name) => result.includes(name)),
    result,
  ) as T;
}

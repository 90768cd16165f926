/** How an Einstein sum comes down to matrix products, whatever multiplies: differentiable ops, or a backend's kernels. */

interface Shaped {
  readonly shape: number[];
}

/** What a contraction is made of. */
export interface Algebra<T extends Shaped> {
  transpose(x: T, perm: number[]): T;
  sum(x: T, axes: number[]): T;
  reshape(x: T, shape: number[]): T;
  /** [.., M, K] × [.., K, N] → [.., M, N]. */
  matMul(x: T, y: T): T;
}

/** The two sides of an equation. */
export interface Indices {
  readonly operands: readonly string[];
  readonly result: string;
}

/** A tensor whose axes have names. */
interface Term<T> {
  readonly indices: string;
  readonly tensor: T;
}

/** Takes an equation that is known to be well-formed apart. */
export function indicesOf(equation: string): Indices {
  const [operands, result] = equation.replaceAll(' ', '').split('->') as [string, string];
  return { operands: operands.split(','), result };
}

const sizeOf = ({ indices, tensor }: Term<Shaped>, names: string): number[] =>
  [...names].map((name) => tensor.shape[indices.indexOf(name)]!);
const product = (sizes: number[]): number => sizes.reduce((a, b) => a * b, 1);
const only = (indices: string, keep: (name: string) => boolean): string => [...indices].filter(keep).join('');

/** Puts the axes in the order `names`, which are a permutation of the term's. */
function permute<T extends Shaped>(algebra: Algebra<T>, { indices, tensor }: Term<T>, names: string): T {
  if (names === indices) return tensor;
  return algebra.transpose(
    tensor,
    [...names].map((name) => indices.indexOf(name)),
  );
}

/** Sums over the axes that are not kept. */
function sumOut<T extends Shaped>(
  algebra: Algebra<T>,
  term: Term<T>,
  keep: (name: string) => boolean,
): Term<T> {
  const axes = [...term.indices].flatMap((name, axis) => (keep(name) ? [] : [axis]));
  if (axes.length === 0) return term;
  return { indices: only(term.indices, keep), tensor: algebra.sum(term.tensor, axes) };
}

/** Multiplies two terms and sums over what they share and nobody needs any more: one batched matrix product. */
function contract<T extends Shaped>(
  algebra: Algebra<T>,
  left: Term<T>,
  right: Term<T>,
  needed: (name: string) => boolean,
): Term<T> {
  const a = sumOut(algebra, left, (name) => needed(name) || right.indices.includes(name));
  const b = sumOut(algebra, right, (name) => needed(name) || left.indices.includes(name));
  const batch = only(a.indices, (name) => b.indices.includes(name) && needed(name));
  const summed = only(a.indices, (name) => b.indices.includes(name) && !needed(name));
  const rows = only(a.indices, (name) => !b.indices.includes(name));
  const columns = only(b.indices, (name) => !a.indices.includes(name));

  const [B, M, K, N] = [sizeOf(a, batch), sizeOf(a, rows), sizeOf(a, summed), sizeOf(b, columns)];
  const batched = B.length > 0 ? [product(B)] : [];
  const lay = (term: Term<T>, names: string, shape: number[]) =>
    algebra.reshape(permute(algebra, term, names), [...batched, ...shape]);
  const x = lay(a, batch + rows + summed, [product(M), product(K)]); // [B, M, K]
  const y = lay(b, batch + summed + columns, [product(K), product(N)]); // [B, K, N]
  const z = algebra.reshape(algebra.matMul(x, y), [...B, ...M, ...N]);
  return { indices: batch + rows + columns, tensor: z };
}

/** Contracts tensors, from left to right, to the result's indices. May give back an operand itself. */
export function contractAll<T extends Shaped>(
  algebra: Algebra<T>,
  { operands, result }: Indices,
  tensors: readonly T[],
): T {
  const terms = operands.map((indices, i): Term<T> => ({ indices, tensor: tensors[i]! }));
  const contracted = terms.slice(1).reduce((left, right, i) => {
    const later = result + operands.slice(i + 2).join('');
    return contract(algebra, left, right, (name) => later.includes(name));
  }, terms[0]!);
  const kept = sumOut(algebra, contracted, (name) => result.includes(name));
  return permute(algebra, kept, result);
}

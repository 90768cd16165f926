import { dispose, Tensor } from '@tensorflow/tfjs-core';
import { fnv1a } from './fnv.ts';
import type { Fnv } from './fnv.ts';

/** The parameters of a model: a tensor, or a list or record of such trees. */
export type Parameters = Tensor | readonly Parameters[] | { readonly [name: string]: Parameters };

/** One tensor of a tree and where it hangs, such as `layers.0.bias` (the empty path is the tree itself). */
export interface Leaf {
  readonly path: string;
  readonly tensor: Tensor;
}

const join = (path: string, key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`);

/** Lists are walked by index, records by name in code-unit order, so that the order written does not matter. */
function branches(tree: unknown, path: string): [string | number, Parameters][] {
  if (Array.isArray(tree)) return tree.map((child: Parameters, i) => [i, child]);
  if (typeof tree !== 'object' || tree === null) {
    throw new TypeError(
      `The parameter tree holds ${String(tree)} at "${path}"; put a tensor there, or leave the entry out.`,
    );
  }
  const record = tree as Readonly<Record<string, Parameters>>;
  return Object.keys(record)
    .sort()
    .map((name) => [name, record[name]]);
}

/**
 * The leaves of a tree with their paths, in the order of `leaves`.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const tree = { filter: tf.tensor1d([1, 2]), head: { bias: tf.tensor1d([3]) } };
 * tf.namedLeaves(tree).map(({ path }) => path);
 * ```
 */
export function namedLeaves(parameters: Parameters, path = ''): Leaf[] {
  if (parameters instanceof Tensor) return [{ path, tensor: parameters }];
  return branches(parameters, path).flatMap(([key, child]) => namedLeaves(child, join(path, key)));
}

/**
 * The tensors of a tree, depth first: lists by index, records by name in code-unit order.
 *
 * Throws a TypeError, naming the path, when something else than a tensor hangs in the tree.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const tree = { filter: tf.tensor1d([1, 2]), head: { bias: tf.tensor1d([3]) } };
 * tf.leaves(tree).map(({ shape }) => shape);
 * ```
 */
export function leaves(parameters: Parameters): Tensor[] {
  return namedLeaves(parameters).map((leaf) => leaf.tensor);
}

/**
 * The tree of the same form whose leaves are `change(tensor, path)`, called in the order of `leaves`.
 *
 * The new tensors are the caller's; the given ones are left as they are.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const tree = { weight: tf.tensor1d([1, 2]) };
 * const doubled = tf.mapParameters(tree, (leaf) => tf.mul(leaf, 2));
 * Array.from(doubled.weight.dataSync());
 * ```
 */
export function mapParameters<P extends Parameters>(
  parameters: P,
  change: (tensor: Tensor, path: string) => Tensor,
): P {
  const walk = (tree: Parameters, path: string): Parameters => {
    if (tree instanceof Tensor) return change(tree, path);
    const changed = branches(tree, path).map(([key, child]) => [key, walk(child, join(path, key))] as const);
    return Array.isArray(tree) ? changed.map(([, child]) => child) : Object.fromEntries(changed);
  };
  // The walk keeps the form of the tree, which the type system cannot follow.
  return walk(parameters, '') as P;
}

/**
 * How many numbers a tree holds: Σ over its leaves of the product of their shape.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const tree = { filter: tf.tensor1d([1, 2]), head: { bias: tf.tensor1d([3]) } };
 * tf.countParameters(tree);
 * ```
 */
export function countParameters(parameters: Parameters): number {
  return leaves(parameters).reduce((count, tensor) => count + tensor.size, 0);
}

/**
 * Disposes every leaf of a tree.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const before = tf.memory().numTensors;
 * const tree = { weight: tf.tensor1d([1, 2]) };
 * tf.disposeParameters(tree);
 * tf.memory().numTensors - before;
 * ```
 */
export function disposeParameters(parameters: Parameters): void {
  dispose(leaves(parameters));
}

/** Feeds the bits of some numbers to a hash. A NaN has many bit patterns, so it would say nothing: it throws. */
function hashValues(hash: Fnv, values: Float32Array | Int32Array, path: string): void {
  const nan = values.findIndex(Number.isNaN);
  if (nan >= 0) {
    throw new Error(
      `fingerprint: "${path}" holds NaN at index ${nan}, and the bits of a NaN differ between engines. ` +
        'Find out where it comes from (train throws a DivergenceError at the first one).',
    );
  }
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (const word of bits) hash.word(word);
}

function hashShape(hash: Fnv, shape: readonly number[]): void {
  hash.word(shape.length);
  for (const size of shape) hash.word(size);
}

/**
 * 16 hexadecimal digits that stand for the exact bits (and shapes, in order) of some numbers: equal fingerprints mean
 * an equal run. The names in a tree do not enter, and −0 differs from 0.
 *
 * `values` is a tree of float32 or int32 tensors, or a list of Float32Arrays, each counted as a tensor of shape [n].
 * Throws on a NaN and on other dtypes. The hash is 64-bit FNV-1a (RFC 9923): right for telling runs apart, not a seal.
 *
 * @example
 * ```ts
 * import { fingerprint } from '#tensor';
 *
 * fingerprint([Float32Array.of(1, 2, 3)]);
 * ```
 */
export function fingerprint(values: readonly Float32Array[] | Parameters): string {
  const hash = fnv1a();
  if (Array.isArray(values) && values.every((item) => item instanceof Float32Array)) {
    values.forEach((item: Float32Array, i) => {
      hashShape(hash, [item.length]);
      hashValues(hash, item, `${i}`);
    });
    return hash.hex();
  }
  for (const { path, tensor } of namedLeaves(values as Parameters)) {
    const data = tensor.dataSync();
    if (!(data instanceof Float32Array || (data instanceof Int32Array && tensor.dtype === 'int32'))) {
      throw new TypeError(`fingerprint: "${path}" is of dtype ${tensor.dtype}; cast it to float32 or int32.`);
    }
    hashShape(hash, tensor.shape);
    hashValues(hash, data, path);
  }
  return hash.hex();
}

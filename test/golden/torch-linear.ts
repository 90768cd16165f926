import * as tf from '#tensor';
import type { Tensor1D, Tensor2D } from '#tensor';
import { toTensor } from './compare.ts';
import { tensorAt } from './golden-file.ts';

/** A peer's parameters by name. */
export type StateDict = { readonly [name: string]: unknown };

/** The weight of a torch Linear [out, in] as ours [in, out]. */
export const weightAt = (state: StateDict, name: string): Tensor2D =>
  tf.transpose(toTensor(tensorAt(state, `${name}.weight`))) as Tensor2D;

/** Weight [in, out] and bias [out] of a torch Linear. */
export const affineAt = (state: StateDict, name: string): { weight: Tensor2D; bias: Tensor1D } => ({
  weight: weightAt(state, name),
  bias: toTensor(tensorAt(state, `${name}.bias`)) as Tensor1D,
});

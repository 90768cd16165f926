import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelArguments } from './trace.ts';

/** Whether an axis order leaves every axis longer than 1 where it is. */
function keepsOrder(shape: readonly number[], perm: readonly number[]): boolean {
  const long = perm.filter((axis) => shape[axis]! > 1);
  return long.every((axis, i) => i === 0 || long[i - 1]! < axis);
}

/**
 * The tensor that a kernel would copy, in the shape of the copy, where that is all it does; null otherwise.
 *
 * tfjs copies because the two may be disposed, and by an update changed, one without the other. Inside of a step nothing
 * is changed, so the second may stand in the memory of the first.
 */
export function aliasOf(kernel: string, { inputs, attrs }: KernelArguments): TensorInfo | null {
  const x = inputs['x'];
  if (!x) return null;
  const { dataId, shape, dtype } = x;
  switch (kernel) {
    case 'Identity':
      return { dataId, shape, dtype };
    case 'Cast':
      return attrs?.['dtype'] === dtype ? { dataId, shape, dtype } : null;
    case 'Transpose': {
      const perm = attrs!['perm'] as number[];
      return keepsOrder(shape, perm) ? { dataId, shape: perm.map((axis) => shape[axis]!), dtype } : null;
    }
    default:
      return null;
  }
}

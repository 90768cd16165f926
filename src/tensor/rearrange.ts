import { engine, util } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Lays several rearrangements of the rows of a tensor side by side: y[p, c, g, o] = x[sources[g·P + p], c, o].
 *
 * One kernel instead of a gather and a transpose, and `sources` is a part of the program, not an input that is uploaded at
 * every step. Its gradient is the sum over where each row went.
 *
 * @param x [R, C, O]
 * @param sources G·P row numbers in [0, R); not to be changed afterwards
 * @param copies G
 * @returns [P, C, G, O]
 * @throws RangeError, naming the first row that is out of range
 */
export function rearrange(x: Tensor3D, sources: Int32Array, copies: number): Tensor4D {
  util.assert(x.rank === 3, () => `rearrange: x must be [rows, C, O]; got [${x.shape.join(', ')}].`);
  if (!(Number.isInteger(copies) && copies > 0 && sources.length % copies === 0))
    throw new RangeError(`rearrange: ${sources.length} sources cannot be shared among ${copies} copies.`);
  const stray = sources.find((row) => row < 0 || row >= x.shape[0]);
  if (stray !== undefined)
    throw new RangeError(
      `rearrange: row ${stray} is not in [0, ${x.shape[0] - 1}] of [${x.shape.join(', ')}].`,
    );
  return engine().runKernel('Rearrange', { x } as Record<string, Tensor>, { sources, copies } as never);
}

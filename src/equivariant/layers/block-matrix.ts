import * as tf from '#tensor';
import type { Tensor } from '#tensor';

/** The blocks of a matrix or of a box, by their place along each axis; undefined where all is 0. */
export interface Blocks {
  /** The sizes of the blocks along each axis. */
  readonly sizes: readonly (readonly number[])[];
  /** The block at a place, of the sizes there. */
  at(place: readonly number[]): Tensor | undefined;
}

/** Puts blocks together into one tensor, with 0 where there is none. The caller owns it. */
export function assembleBlocks({ sizes, at }: Blocks): Tensor {
  const build = (place: readonly number[]): Tensor => {
    const axis = place.length;
    if (axis === sizes.length) return at(place) ?? tf.zeros(place.map((index, i) => sizes[i][index]));
    const slabs = sizes[axis].map((_, index) => build([...place, index]));
    return slabs.length === 1 ? slabs[0] : tf.concat(slabs, axis);
  };
  return tf.tidy(() => build([]));
}

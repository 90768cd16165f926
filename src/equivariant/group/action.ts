import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import type { FeatureType } from '../layers/feature-type.ts';
import type { FiniteGroup } from './finite-group.ts';

/**
 * Moves the pixels of an image about its centre: (g f)(x) = f(g⁻¹ x). No value changes, bit for bit.
 *
 * @param x [B, H, W, C]; a quarter turn exchanges H and W
 */
export function actOnImage(group: FiniteGroup, g: number, x: Tensor4D): Tensor4D {
  const [a, b, c, d] = group.elements[group.inverse[g]].matrix;
  return tf.tidy(() => {
    // out(row, col) = f(a·row + b·col, c·row + d·col), where just one of a, b and one of c, d is ±1.
    const swapped = b === 0 ? tf.clone(x) : tf.transpose(x, [0, 2, 1, 3]); // [B, W, H, C]
    const [alongRows, alongColumns] = b === 0 ? [a, d] : [c, b];
    const mirrored = [...(alongRows < 0 ? [1] : []), ...(alongColumns < 0 ? [2] : [])];
    return mirrored.length === 0 ? swapped : tf.reverse(swapped, mirrored);
  });
}

/**
 * Acts on a function on grid × group: (g f)(x, h) = f(g⁻¹ x, g⁻¹ h). No value changes, bit for bit.
 *
 * @param x [B, H, W, |G|·C], channel h·C + c
 */
export function actOnRegular(group: FiniteGroup, g: number, x: Tensor4D): Tensor4D {
  return tf.tidy(() => {
    const moved = actOnImage(group, g, x); // [B, H, W, |G|·C]
    const source = tf.tensor1d([...group.product[group.inverse[g]]], 'int32'); // h ↦ g⁻¹h
    const byElement = tf.reshape(moved, [-1, group.order, x.shape[3] / group.order]); // [BHW, |G|, C]
    return tf.reshape(tf.gather(byElement, source, 1), moved.shape); // [B, H, W, |G|·C]
  });
}

/** Acts on a batch as its type says: on images, on regular feature maps, or (trivially) on vectors. */
export function act(group: FiniteGroup, g: number, type: FeatureType, x: Tensor): Tensor {
  switch (type.kind) {
    case 'image':
      return actOnImage(group, g, x as Tensor4D);
    case 'regular':
      return actOnRegular(group, g, x as Tensor4D);
    case 'vector':
      return tf.clone(x);
  }
}

import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import type { FeatureType } from '../layers/feature-type.ts';
import type { FiniteGroup } from './finite-group.ts';
import { sourcesOf } from './sources.ts';

/**
 * Acts on a batch as its type says; values move, and none changes, bit for bit.
 *
 * On images (g f)(x) = f(g⁻¹ x), on regular feature maps (g f)(x, h) = f(g⁻¹ x, g⁻¹ h), on vectors g f = f.
 *
 * @param x [B, H, W, width] or [B, size]; a quarter turn exchanges H and W
 * @returns a tensor of its own, the caller's
 */
export function act(group: FiniteGroup, g: number, type: FeatureType, x: Tensor): Tensor {
  if (g === 0 || type.kind === 'vector') return tf.clone(x);
  return tf.tidy(() => {
    const [batch, height, width, depth] = (x as Tensor4D).shape;
    const places = tf.reshape(x, [batch, -1, type.channels]); // [B, HW|G|, C]
    const sources = tf.tensor1d(sourcesOf(group, g, [height, width], type.kind === 'regular'), 'int32');
    const turned = group.elements[g].matrix[0] === 0 ? [width, height] : [height, width];
    return tf.reshape(tf.gather(places, sources, 1), [batch, ...turned, depth]);
  });
}

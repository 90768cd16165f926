import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import type { GoldenTensor } from './golden-file.ts';

/**
 * max|ours − theirs| / max|theirs|; Infinity when the shapes differ or ours is not finite.
 *
 * Where theirs is 0 throughout, the absolute error stands.
 */
export function relativeError(ours: Tensor, theirs: GoldenTensor): number {
  if (ours.shape.join() !== theirs.shape.join()) return Infinity;
  const scale = theirs.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const values = ours.dataSync();
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const error = Math.abs(values[index] - theirs.data[index]);
    if (!Number.isFinite(error)) return Infinity;
    most = Math.max(most, error);
  }
  return scale === 0 ? most : most / scale;
}

/** A golden tensor as a float32 tensor of the same shape. */
export const toTensor = ({ shape, data }: GoldenTensor): Tensor =>
  tf.tensor(Float32Array.from(data), [...shape], 'float32');

/** Theirs [B, C, |G|, H, W] (or [B, C, H, W], |G| = 1) to ours [B, H, W, |G|·C]. */
export function fromPeerMap(x: Tensor): Tensor4D {
  const [batch, channels, order, height, width] =
    x.rank === 4 ? [...x.shape.slice(0, 2), 1, ...x.shape.slice(2)] : x.shape;
  const map = tf.reshape(x, [batch, channels, order, height, width]);
  return tf.reshape(tf.transpose(map, [0, 3, 4, 2, 1]), [batch, height, width, order * channels]);
}

/** Ours [B, H, W, |G|·C] to theirs [B, C, |G|, H, W]. */
export function toPeerMap(y: Tensor4D, order: number): Tensor {
  const [batch, height, width, depth] = y.shape;
  const map = tf.reshape(y, [batch, height, width, order, depth / order]);
  return tf.transpose(map, [0, 4, 3, 1, 2]); // [B, C, |G|, H, W]
}

/** Theirs [Cout, Cin, |H|, k, k] to [k, k, |H|, Cin, Cout], or [Cout, Cin, k, k] to [k, k, Cin, Cout]. */
export const fromPeerFilter = (weight: Tensor): Tensor =>
  tf.transpose(weight, weight.rank === 4 ? [2, 3, 1, 0] : [3, 4, 2, 1, 0]);

/** Our bank [k, k, |H|·Cin, |G|·Cout] to theirs [Cout, |G|, Cin, |H|, k, k]. */
export function toPeerBank(bank: Tensor4D, domainOrder: number, order: number): Tensor {
  const [k, , depthIn, depthOut] = bank.shape;
  const split = tf.reshape(bank, [k, k, domainOrder, depthIn / domainOrder, order, depthOut / order]);
  return tf.transpose(split, [5, 4, 3, 2, 0, 1]);
}

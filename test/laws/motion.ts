import * as tf from '#tensor';
import type { Random, Tensor, Tensor1D, Tensor2D } from '#tensor';

/** A motion of d-dimensional space. */
export interface Motion {
  /** Q, as often a reflection as not, [d][d]. */
  readonly matrix: readonly (readonly number[])[];
  /** v ↦ Qv on the last axis. */
  rotate<T extends Tensor>(x: T): T;
  /** x ↦ Qx + t on the last axis. */
  move<T extends Tensor>(x: T): T;
}

/** A Haar-random orthogonal matrix, by Gram–Schmidt on normal draws, and a translation of size 1. */
export function drawMotion(d: number, random: Random): Motion {
  const rows: number[][] = [];
  while (rows.length < d) {
    let row = Array.from({ length: d }, () => random.normal());
    // Twice is enough: the second round takes away what rounding left of the first.
    for (const earlier of [...rows, ...rows]) {
      const overlap = row.reduce((sum, value, k) => sum + value * earlier[k], 0);
      row = row.map((value, k) => value - overlap * earlier[k]);
    }
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    rows.push(row.map((value) => value / length));
  }
  const matrix = tf.tensor2d(rows) as Tensor2D;
  const translation = tf.tensor1d(Array.from({ length: d }, () => random.normal())) as Tensor1D;
  const rotate = <T extends Tensor>(x: T): T =>
    tf.reshape(tf.matMul(tf.reshape(x, [-1, d]), matrix, false, true), x.shape) as T;
  return { matrix: rows, rotate, move: (x) => tf.add(rotate(x), translation) };
}

import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { rk4Step } from './dynamics-network.ts';

/**
 * Follows a field from several starts at once, by Runge–Kutta steps of size h: row k of entry i is the state of start k
 * after i · `every` steps (default 1), [B · 2n] each, the start itself first.
 *
 * In float32: a step smaller than about 0.01 of the time scale only adds rounding. The start stays the caller's, and no
 * tensor is left behind.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { rollOut } from '#physics/networks';
 *
 * const turn = tf.tensor2d([[0, -1], [1, 0]]); // (q, p) → (p, −q), row by row
 * const start = tf.tensor2d([[1, 0]]);
 * const states = rollOut((x) => tf.matMul(x, turn), start, { step: 0.01, steps: 314, every: 157 });
 * states.map((state) => Array.from(state));
 * ```
 */
export function rollOut(
  field: (x: Tensor2D) => Tensor2D,
  start: Tensor2D,
  { step, steps, every = 1 }: { readonly step: number; readonly steps: number; readonly every?: number },
): Float32Array[] {
  const states = [Float32Array.from(start.dataSync())];
  let x = tf.clone(start);
  try {
    for (let i = 1; i <= steps; i++) {
      const next = rk4Step(field, x, step);
      x.dispose();
      x = next;
      if (i % every === 0) states.push(Float32Array.from(x.dataSync()));
    }
  } finally {
    x.dispose();
  }
  return states;
}

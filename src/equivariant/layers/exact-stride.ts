/** How a window meets an input, along one axis. */
export interface WindowFit {
  /** Input size n, pixels. */
  readonly n: number;
  /** Padding p on each side, pixels. */
  readonly p: number;
  /** Window size k, pixels. */
  readonly k: number;
  /** Stride s, pixels. */
  readonly s: number;
}

/**
 * Throws unless windows lie symmetrically on the input, so that a turned image meets the same windows.
 *
 * (n + 2p − k) mod s = 0
 *
 * Otherwise the last window stops short of the border on one side only, and the error of a rotation is as large as
 * the output itself.
 *
 * @example
 * ```ts
 * import { assertExactStride } from '#equivariant';
 *
 * let refusal = 'none';
 * try {
 *   assertExactStride({ n: 28, p: 0, k: 3, s: 2 }, 'a 3 × 3 convolution at stride 2');
 * } catch (error) {
 *   refusal = (error as Error).message;
 * }
 * refusal;
 * ```
 */
export function assertExactStride({ n, p, k, s }: WindowFit, layer: string): void {
  const rest = (n + 2 * p - k) % s;
  if (rest === 0) return;
  throw new Error(
    `${layer}: (n + 2p − k) mod s = (${n} + 2·${p} − ${k}) mod ${s} = ${rest}, not 0, so a rotation of the input does ` +
      `not rotate the output. Take an input of n = ${n - rest} or ${n - rest + s}, another kernel, padding or stride, ` +
      'or say inexact: true.',
  );
}

/** Padding of a window: pixels on each side, or 'same' for an output of ⌈n/s⌉ pixels. */
export type Padding = number | 'same';

/**
 * Finds the padding on each side, in pixels, that 'same' means for one axis.
 *
 * @throws when it is not a whole number, which an even kernel at stride 1 always gives
 */
export function resolvePadding(padding: Padding, { n, k, s }: Omit<WindowFit, 'p'>, layer: string): number {
  if (padding !== 'same') return padding;
  const total = Math.max((Math.ceil(n / s) - 1) * s + k - n, 0);
  if (total % 2 === 0) return total / 2;
  throw new Error(
    `${layer}: padding 'same' with n = ${n}, k = ${k}, s = ${s} needs ${total} pixels, one side more than the other, ` +
      'so a rotation of the input does not rotate the output. Take an odd kernel, a padding in pixels, or say inexact: true.',
  );
}

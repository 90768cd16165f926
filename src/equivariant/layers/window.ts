import type { Tensor4D } from '#tensor';
import { assertExactStride, resolvePadding } from './exact-stride.ts';
import type { Padding } from './exact-stride.ts';

/** How a square window moves over an image. */
export interface WindowOptions {
  /** Window size k, pixels. */
  readonly kernel: number;
  /** Step between windows, pixels. Default 1. */
  readonly stride?: number;
  /** Zeros around the image, pixels on each side, or 'same' for ⌈n/s⌉ pixels out. Default 0. */
  readonly padding?: Padding;
  /** Lets through sizes for which a rotation of the input does not rotate the output. Default false. */
  readonly inexact?: boolean;
}

/** A window with its defaults filled in. */
export type Window = Required<WindowOptions>;

/** Fills in the defaults, and refuses sizes that are not whole and positive. */
export function windowOf({ kernel, stride = 1, padding = 0, inexact = false }: WindowOptions): Window {
  for (const [name, size] of Object.entries({ kernel, stride })) {
    if (!Number.isInteger(size) || size < 1) throw new Error(`${name} = ${size}: give a whole number ≥ 1.`);
  }
  if (padding !== 'same' && !(Number.isInteger(padding) && padding >= 0)) {
    throw new Error(`padding = ${padding}: give a whole number ≥ 0, or 'same'.`);
  }
  return { kernel, stride, padding, inexact };
}

/** Throws unless the window fits into the image and, unless `inexact`, meets a turned image just as it meets this one. */
export function assertWindowFits(window: Window, x: Tensor4D, layer: string): void {
  const { kernel: k, stride: s, padding, inexact } = window;
  for (const n of x.shape.slice(1, 3)) {
    if (padding !== 'same' && n + 2 * padding < k) {
      throw new Error(
        `${layer}: a window of ${k} pixels does not fit into ${n} + 2·${padding} pixels ` +
          `(input [${x.shape.join(', ')}]); take a smaller kernel or more padding.`,
      );
    }
    if (!inexact) assertExactStride({ n, p: resolvePadding(padding, { n, k, s }, layer), k, s }, layer);
  }
}

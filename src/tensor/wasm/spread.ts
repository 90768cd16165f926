import type { TensorInfo } from '@tensorflow/tfjs-core';
import { float32 } from './kernel.ts';
import type { WasmBackend } from './kernel.ts';

/**
 * Puts stride − 1 zeros between the pixels of y [B, H, W, C]: a convolution backwards at stride s is one at stride 1 over
 * this. The result [B, (H−1)·s+1, (W−1)·s′+1, C] is the caller's to dispose.
 */
export function spread(backend: WasmBackend, y: TensorInfo, strides: readonly [number, number]): TensorInfo {
  const [batch, height, width, channels] = y.shape as [number, number, number, number];
  const [rows, columns] = [(height - 1) * strides[0] + 1, (width - 1) * strides[1] + 1];
  const out = backend.makeOutput([batch, rows, columns, channels], 'float32');
  const [from, to] = [float32(backend, y), float32(backend, out)];
  to.fill(0);
  let source = 0;
  for (let b = 0; b < batch; b++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const target = ((b * rows + row * strides[0]) * columns + column * strides[1]) * channels;
        for (let c = 0; c < channels; c++) to[target + c] = from[source++]!;
      }
  return out;
}

import { util } from '@tensorflow/tfjs-core';
import { float32, sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/**
 * sum over leading axes (the gradient of a bias), row by row in float64; the stock kernel transposes first, and then sums
 * along what was the slow axis. Other sums stay with it.
 */
export function fastSum(stock: WasmKernel): WasmKernel {
  return ({ x }, attrs, backend) => {
    const axes = util.parseAxisParam(attrs['axis'] as number[], x!.shape).sort((a, b) => a - b);
    const rest = x!.shape.slice(axes.length);
    const columns = sizeOf(rest);
    const leading = axes.length > 0 && axes.every((axis, i) => axis === i);
    if (!leading || columns === 1 || x!.dtype !== 'float32') return stock({ x: x! }, attrs, backend);
    const out = backend.makeOutput([...(attrs['keepDims'] ? axes.map(() => 1) : []), ...rest], 'float32');
    const [values, sums] = [float32(backend, x!), new Float64Array(columns)];
    for (let at = 0; at < values.length;) for (let c = 0; c < columns; c++) sums[c]! += values[at++]!;
    float32(backend, out).set(sums);
    return out;
  };
}

import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** y = f(x), number by number. */
export const unary =
  (name: 'tanh' | 'exp' | 'sigmoid' | 'softplus') =>
  (stock: WasmKernel): WasmKernel =>
  ({ x }, attrs, backend) => {
    if (x!.dtype !== 'float32') return stock({ x: x! }, attrs, backend);
    const y = backend.makeOutput(x!.shape, 'float32');
    ownModule(backend)[name](sizeOf(x!.shape), addressOf(backend, x!), addressOf(backend, y));
    return y;
  };

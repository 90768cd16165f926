import type { OwnKernel } from '../own-kernels.ts';
import { sizeOf } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
import { addressOf, ownModule } from './own-module.ts';

/** y = f(x), number by number. */
export const unary =
  (name: 'tanh' | 'sigmoid' | 'exp' | 'softplus' | 'relu') =>
  (stock: WasmKernel): WasmKernel =>
  ({ x }, attrs, backend) => {
    if (x!.dtype !== 'float32') return stock({ x: x! }, attrs, backend);
    const y = backend.makeOutput(x!.shape, 'float32');
    ownModule(backend)[name](sizeOf(x!.shape), addressOf(backend, x!), addressOf(backend, y));
    return y;
  };

/** z = f(a, b), number by number, for two tensors of one shape; src/tensor/own-kernels.ts defines them. */
export const pairwise =
  (
    name: 'reluGradient' | 'sigmoidGradient' | 'tanhGradient',
    { inputs: [first, second] }: OwnKernel,
  ): WasmKernel =>
  (inputs, _, backend) => {
    const [a, b] = [inputs[first!]!, inputs[second!]!];
    const z = backend.makeOutput(a.shape, 'float32');
    const [atA, atB, atZ] = [addressOf(backend, a), addressOf(backend, b), addressOf(backend, z)];
    ownModule(backend)[name](sizeOf(a.shape), atA, atB, atZ);
    return z;
  };

import type { OwnKernel } from '../own-kernels.ts';
import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';

/** The plain definition of a kernel of the project's own, on the memory of the wasm backend. */
export function plain({ inputs: names, shape, compute }: OwnKernel): WasmKernel {
  return (inputs, attrs, backend) => {
    const infos = names.map((name) => inputs[name]!);
    const shapes = infos.map((info) => info.shape);
    const out = backend.makeOutput(shape(shapes, attrs), 'float32');
    const values = infos.map((info) => float32(backend, info));
    compute(values, float32(backend, out), attrs, shapes);
    return out;
  };
}

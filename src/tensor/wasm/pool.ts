import { agreesWithXnnpack, pooling } from './convolution-geometry.ts';
import type { WasmKernel } from './kernel.ts';

/** MaxPool and AvgPool, refusing what XNNPACK would compute to another size than tfjs allocates. */
export function safePooling(name: string, stock: WasmKernel): WasmKernel {
  return ({ x }, attrs, backend) => {
    const g = pooling(x!.shape, attrs);
    if (!agreesWithXnnpack(g))
      throw new Error(
        `${name} of shape [${x!.shape.join(', ')}] with window [${g.filterHeight}, ${g.filterWidth}], strides ` +
          `[${g.strideHeight}, ${g.strideWidth}] and padding ${JSON.stringify(attrs['pad'])} does not come out even in ` +
          "the wasm backend. Use padding 'valid' or 'same' without dimRoundingMode, or pad the input first.",
      );
    return stock({ x: x! }, attrs, backend);
  };
}

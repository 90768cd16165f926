/**
 * tfjs's cpu backend takes no notice of a dilation on the way back. There a filter with zeros between its taps says the
 * same: slower than loops that skip, and right.
 */
import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** What is used of tfjs's cpu backend. */
interface CpuBackend {
  readonly data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
}

type Dilations = readonly [number, number];
type Shape = [number, number, ...number[]];

const dilationsOf = ({ dilations }: NamedAttrMap): Dilations => {
  const [rows, columns] = [(dilations ?? 1) as number | [number, number]].flat() as number[];
  return [rows!, columns ?? rows!];
};

const spreadShape = ([height, width, ...channels]: Shape, [rows, columns]: Dilations): number[] => [
  (height - 1) * rows + 1,
  (width - 1) * columns + 1,
  ...channels,
];

/** For each tap of a filter [kh, kw, …]: where its numbers start, and where they do in the spread filter. */
function* taps([height, width, ...channels]: Shape, [rows, columns]: Dilations): Generator<[number, number]> {
  const size = channels.reduce((a, b) => a * b, 1);
  const wide = (width - 1) * columns + 1;
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) yield [(i * width + j) * size, (i * rows * wide + j * columns) * size];
}

/** Around the kernel of a derivative toward the input: it is given the spread filter. */
const towardInput =
  (stock: KernelFunc): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const cpu = backend as CpuBackend;
    const dilations = dilationsOf(attrs!);
    const { dy, filter } = inputs as unknown as Record<'dy' | 'filter', TensorInfo>;
    const shape = filter.shape as Shape;
    const size = shape.slice(2).reduce((a, b) => a * b, 1);
    const values = cpu.data.get(filter.dataId).values;
    const wideShape = spreadShape(shape, dilations);
    const wide = new Float32Array(wideShape.reduce((a, b) => a * b, 1));
    for (const [from, to] of taps(shape, dilations)) wide.set(values.subarray(from, from + size), to);
    const info = cpu.makeTensorInfo(wideShape, 'float32', wide);
    try {
      return stock({ inputs: { dy, filter: info }, attrs: { ...attrs, dilations: [1, 1] }, backend });
    } finally {
      cpu.disposeIntermediateTensorInfo(info);
    }
  };

/** Around the kernel of a derivative toward the filter: of the spread filter's derivative, only the taps are kept. */
const towardFilter =
  (stock: KernelFunc): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const cpu = backend as CpuBackend;
    const dilations = dilationsOf(attrs!);
    const shape = attrs!['filterShape'] as Shape;
    const size = shape.slice(2).reduce((a, b) => a * b, 1);
    const wideAttrs = { ...attrs, dilations: [1, 1], filterShape: spreadShape(shape, dilations) };
    const wide = stock({ inputs, attrs: wideAttrs, backend }) as TensorInfo;
    const values = cpu.data.get(wide.dataId).values;
    const picked = new Float32Array(shape.reduce((a, b) => a * b, 1));
    for (const [to, from] of taps(shape, dilations)) picked.set(values.subarray(from, from + size), to);
    cpu.disposeIntermediateTensorInfo(wide);
    return cpu.makeTensorInfo([...shape], 'float32', picked);
  };

const mended: Readonly<Record<string, (stock: KernelFunc) => KernelFunc>> = {
  Conv2DBackpropInput: towardInput,
  Conv2DBackpropFilter: towardFilter,
  DepthwiseConv2dNativeBackpropInput: towardInput,
  DepthwiseConv2dNativeBackpropFilter: towardFilter,
};

/** Registers the four derivatives of convolutions for any dilation; to be called once, after tfjs has registered its own. */
export function registerDilatedDerivatives(): void {
  for (const [kernelName, mend] of Object.entries(mended)) {
    const stock = getKernel(kernelName, 'cpu')!;
    unregisterKernel(kernelName, 'cpu');
    const kernelFunc = mend(stock.kernelFunc);
    const undilated = (attrs: NamedAttrMap) => dilationsOf(attrs).every((d) => d === 1);
    registerKernel({
      ...stock,
      kernelFunc: (args) => (undilated(args.attrs!) ? stock.kernelFunc : kernelFunc)(args),
    });
  }
}

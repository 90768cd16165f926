/** Kernels that tfjs has on no backend, in plain JavaScript: the definition, and what runs on the cpu backend. */
import { registerKernel } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';

/** A kernel from float32 tensors to one. */
export interface OwnKernel {
  readonly inputs: readonly string[];
  shape(shapes: readonly (readonly number[])[], attrs: NamedAttrMap): number[];
  /** Fills `out`, which holds anything. */
  compute(
    inputs: readonly Float32Array[],
    out: Float32Array,
    attrs: NamedAttrMap,
    shapes: readonly (readonly number[])[],
  ): void;
}

interface Rearrangement {
  readonly sources: Int32Array;
  readonly copies: number;
}

/** Calls `visit` for every run of O numbers of x [R, C, O] and of y [P, C, G, O] that belong together; by g, then p. */
function eachRun(
  { sources, copies }: Rearrangement,
  [channels, run]: readonly [number, number],
  visit: (atX: number, atY: number) => void,
): void {
  const places = sources.length / copies;
  for (let g = 0; g < copies; g++)
    for (let p = 0; p < places; p++) {
      const row = sources[g * places + p];
      for (let c = 0; c < channels; c++)
        visit((row * channels + c) * run, ((p * channels + c) * copies + g) * run);
    }
}

/** y[p, c, g, o] = x[sources[g·P + p], c, o]. */
const rearrange: OwnKernel = {
  inputs: ['x'],
  shape([[, channels, run]], attrs) {
    const { sources, copies } = attrs as unknown as Rearrangement;
    return [sources.length / copies, channels, copies, run];
  },
  compute([x], y, attrs, [[, channels, run]]) {
    eachRun(attrs as unknown as Rearrangement, [channels, run], (atX, atY) => {
      for (let o = 0; o < run; o++) y[atY + o] = x[atX + o];
    });
  },
};

/** Its adjoint: x[r, c, o] = Σ y[p, c, g, o] over the (g, p) that took row r, in their order. */
const rearrangeGrad: OwnKernel = {
  inputs: ['x'],
  shape: ([[, channels, , run]], { rows }) => [rows as number, channels, run],
  compute([dy], dx, attrs, [[, channels, , run]]) {
    dx.fill(0);
    eachRun(attrs as unknown as Rearrangement, [channels, run], (atX, atY) => {
      for (let o = 0; o < run; o++) dx[atX + o] += dy[atY + o];
    });
  },
};

/** z = f(a, b), number by number. */
const pairwise = (inputs: readonly [string, string], f: (a: number, b: number) => number): OwnKernel => ({
  inputs,
  shape: ([a]) => [...a],
  compute([a, b], out) {
    for (let i = 0; i < out.length; i++) out[i] = f(a[i], b[i]);
  },
});

/** How the derivative of an extremum is shared: 1/m at each of the m places along n where x is y; [O, n, I], [O, I]. */
const extremumShare: OwnKernel = {
  inputs: ['x', 'y'],
  shape: ([x]) => [...x],
  compute([x, y], z, _, [[outer, n, inner]]) {
    for (let o = 0; o < outer; o++)
      for (let i = 0; i < inner; i++) {
        const at = (k: number) => (o * n + k) * inner + i;
        const best = y[o * inner + i];
        let count = 0;
        for (let k = 0; k < n; k++) if (x[at(k)] === best) count++;
        for (let k = 0; k < n; k++) z[at(k)] = x[at(k)] === best ? 1 / count : 0;
      }
  },
};

export const ownKernels = {
  ExtremumShare: extremumShare,
  Rearrange: rearrange,
  RearrangeGrad: rearrangeGrad,
  ReluGrad: pairwise(['x', 'dy'], (x, dy) => (x > 0 ? dy : 0)),
  SigmoidGrad: pairwise(['y', 'dy'], (y, dy) => dy * (y * (1 - y))),
  TanhGrad: pairwise(['y', 'dy'], (y, dy) => dy * (1 - y * y)),
} as const;

/** What is used of tfjs's cpu backend. */
interface CpuBackend {
  readonly data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

for (const [kernelName, { inputs: names, shape, compute }] of Object.entries<OwnKernel>(ownKernels))
  registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs = {}, backend }) => {
      const cpu = backend as CpuBackend;
      const infos = names.map((name) => inputs[name]!);
      const shapes = infos.map((info) => info.shape);
      const result = shape(shapes, attrs);
      const out = new Float32Array(result.reduce((a, b) => a * b, 1));
      compute(
        infos.map(({ dataId }) => cpu.data.get(dataId).values),
        out,
        attrs,
        shapes,
      );
      return cpu.makeTensorInfo(result, 'float32', out);
    },
  });

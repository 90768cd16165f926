/**
 * One pass over a parameter's own memory per update, as kernels of tfjs, so that whatever records or profiles kernels
 * sees them. The arithmetic is + − × ÷ √ in doubles, rounded to float32 when stored: the same bits in every engine.
 */
import { engine, registerKernel } from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** What is used of tfjs's wasm backend: its memory, and the table by which its C++ side knows a tensor. */
interface WasmMemory {
  typedArrayFromHeap(info: TensorInfo): Float32Array;
  readonly dataIdMap: { get(dataId: object): { readonly id: number; readonly memoryOffset: number } };
  readonly wasm: {
    readonly tfjs: {
      disposeData(id: number): void;
      registerTensor(id: number, size: number, offset: number): void;
    };
  };
}

/** What is used of tfjs's cpu backend: the array that holds a tensor's values. */
interface CpuMemory {
  readonly data: { get(dataId: object): { values: Float32Array } };
}

/** How a backend lets a kernel read and rewrite the memory of a float32 tensor. */
interface Access<Backend> {
  readonly values: (backend: Backend, info: TensorInfo) => Float32Array;
  /** The memory of a tensor that others compute with; what was derived from its old values is thrown away. */
  readonly rewritable: (backend: Backend, info: TensorInfo) => Float32Array;
}

const wasmAccess: Access<WasmMemory> = {
  // A view is made anew each time: it is dead as soon as the wasm memory has grown.
  values: (backend, info) => backend.typedArrayFromHeap(info),
  rewritable(backend, info) {
    // XNNPACK packs the weights of a convolution or product once per tensor id. Registering the tensor again drops those.
    const { id, memoryOffset } = backend.dataIdMap.get(info.dataId);
    const values = backend.typedArrayFromHeap(info);
    backend.wasm.tfjs.disposeData(id);
    backend.wasm.tfjs.registerTensor(id, values.length, memoryOffset);
    return values;
  },
};

const cpuAccess: Access<CpuMemory> = {
  values: (backend, info) => backend.data.get(info.dataId).values,
  rewritable(backend, info) {
    // dataSync() hands this very array out, and tensor() takes the caller's: what they hold must not change later.
    const entry = backend.data.get(info.dataId);
    entry.values = entry.values.slice();
    return entry.values;
  },
};

type Update<Inputs extends string, Attrs extends string> = (
  values: Readonly<Record<Inputs, Float32Array>>,
  attrs: Readonly<Record<Attrs, number>>,
) => void;

/** p ← p − η v with v ← μ v + g; every array has the parameter's size. */
const updateMomentum: Update<'parameter' | 'gradient' | 'velocity', 'learningRate' | 'momentum'> = (
  { parameter, gradient, velocity },
  { learningRate, momentum },
) => {
  for (let i = 0; i < parameter.length; i++) {
    const v = momentum * velocity[i] + gradient[i];
    velocity[i] = v;
    parameter[i] = parameter[i] - learningRate * v;
  }
};

/** p ← p − η g. */
const updateSgd: Update<'parameter' | 'gradient', 'learningRate'> = (
  { parameter, gradient },
  { learningRate },
) => {
  for (let i = 0; i < parameter.length; i++) {
    parameter[i] = parameter[i] - learningRate * gradient[i];
  }
};

/** Algorithm 1 of arXiv 1412.6980; `correction1` = 1 − β₁ᵗ and `correction2` = 1 − β₂ᵗ. */
const updateAdam: Update<
  'parameter' | 'gradient' | 'first' | 'second',
  'learningRate' | 'beta1' | 'beta2' | 'epsilon' | 'correction1' | 'correction2'
> = (
  { parameter, gradient, first, second },
  { learningRate, beta1, beta2, epsilon, correction1, correction2 },
) => {
  const rate = learningRate / correction1;
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i];
    const m = beta1 * first[i] + (1 - beta1) * g;
    const v = beta2 * second[i] + (1 - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameter[i] = parameter[i] - (rate * m) / (Math.sqrt(v / correction2) + epsilon);
  }
};

function register<Backend, Inputs extends string, Attrs extends string>(
  kernelName: string,
  backendName: string,
  { values, rewritable }: Access<Backend>,
  update: Update<Inputs, Attrs>,
): void {
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const memory = backend as Backend;
      const arrays: Record<string, Float32Array> = {};
      for (const [name, info] of Object.entries(inputs)) {
        if (info) arrays[name] = name === 'parameter' ? rewritable(memory, info) : values(memory, info);
      }
      // runUpdate below types the names; tfjs's kernel interface forgets them.
      update(arrays as Record<Inputs, Float32Array>, attrs as unknown as Record<Attrs, number>);
      return []; // nothing new: the parameter is its own result
    },
  });
}

const updates = { SgdStep: updateSgd, MomentumStep: updateMomentum, AdamStep: updateAdam } as const;

function registerAll<Backend>(backendName: string, access: Access<Backend>): void {
  register('SgdStep', backendName, access, updates.SgdStep);
  register('MomentumStep', backendName, access, updates.MomentumStep);
  register('AdamStep', backendName, access, updates.AdamStep);
}

registerAll('wasm', wasmAccess);
registerAll('cpu', cpuAccess);

type Updates = typeof updates;
type Operands<Name extends keyof Updates> = {
  readonly [Input in keyof Parameters<Updates[Name]>[0]]: Tensor;
};

/** Runs one update kernel on the active backend; all tensors are float32 of the parameter's size. */
export function runUpdate<Name extends keyof Updates>(
  name: Name,
  operands: Operands<Name>,
  attrs: Parameters<Updates[Name]>[1],
): void {
  engine().runKernel(name, operands, attrs);
}

/**
 * One pass over a parameter's own memory per update, as kernels of tfjs, so that whatever records or profiles kernels
 * sees them. The arithmetic is + − × ÷ √ in doubles, rounded to float32 when stored: the same bits in every engine, and on
 * wasm, where src/tensor/wasm/optimize.ts does the same.
 */
import { engine, getKernel, registerKernel } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** What is used of tfjs's cpu backend: the array that holds a tensor's values. */
interface CpuMemory {
  readonly data: { get(dataId: object): { values: Float32Array } };
}

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

function registerOnCpu<Inputs extends string, Attrs extends string>(
  kernelName: string,
  update: Update<Inputs, Attrs>,
): void {
  registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { data } = backend as CpuMemory;
      const arrays: Record<string, Float32Array> = {};
      for (const [name, info] of Object.entries(inputs)) {
        if (!info) continue;
        const entry = data.get(info.dataId);
        // dataSync() hands this very array out, and tensor() takes the caller's: what they hold must not change later.
        if (name === 'parameter') entry.values = entry.values.slice();
        arrays[name] = entry.values;
      }
      // runUpdate below types the names; tfjs's kernel interface forgets them.
      update(arrays as Record<Inputs, Float32Array>, attrs as unknown as Record<Attrs, number>);
      return []; // nothing new: the parameter is its own result
    },
  });
}

registerOnCpu('SgdStep', updateSgd);
registerOnCpu('MomentumStep', updateMomentum);
registerOnCpu('AdamStep', updateAdam);

interface Updates {
  readonly SgdStep: typeof updateSgd;
  readonly MomentumStep: typeof updateMomentum;
  readonly AdamStep: typeof updateAdam;
}
type Operands<Name extends keyof Updates> = {
  readonly [Input in keyof Parameters<Updates[Name]>[0]]: Tensor;
};

/** One update kernel on the active backend, bound to its tensors, which are float32 of the parameter's size. */
export function bindUpdate<Name extends keyof Updates>(
  name: Name,
  operands: Operands<Name>,
): (attrs: Parameters<Updates[Name]>[1]) => void {
  const { backend, backendName } = engine();
  const kernel = getKernel(name, backendName)!.kernelFunc;
  // Not engine().runKernel, whose bookkeeping for outputs and tape takes longer than a small update.
  return (attrs) => void kernel({ inputs: operands, attrs, backend });
}

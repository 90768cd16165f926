/**
 * One pass over a parameter's own memory per update. The arithmetic is + − × ÷ √ in doubles, rounded to float32 when stored:
 * the same bits in every engine, and on wasm, where src/tensor/wasm/optimize.ts does the same.
 *
 * No kernels of tfjs: an update is bound to its tensors once, and a call of it then makes no object, which beside a small
 * model would take as long as the arithmetic.
 */
import { engine } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What is used of tfjs's cpu backend: the array that holds a tensor's values. */
interface CpuMemory {
  readonly data: { get(dataId: object): { values: Float32Array } };
}

type Update<Inputs extends string, Attrs extends string> = (
  values: Readonly<Record<Inputs, Float32Array>>,
  attrs: Readonly<Record<Attrs, number>>,
) => void;

/** An update of tensors of the parameter's size, float32 all, on one backend. */
type Bind<Inputs extends string, Attrs extends string> = (
  operands: Readonly<Record<Inputs, TensorInfo>>,
  backend: unknown,
) => (attrs: Readonly<Record<Attrs, number>>) => void;

type BoundAs<Plain> = Plain extends Update<infer Inputs, infer Attrs> ? Bind<Inputs, Attrs> : never;

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

/** The updates of a backend. */
export interface Updates {
  readonly momentum: BoundAs<typeof updateMomentum>;
  readonly sgd: BoundAs<typeof updateSgd>;
  readonly adam: BoundAs<typeof updateAdam>;
}

const backends = new Map<string, Updates>();

/** Has a backend update with these. */
export function registerUpdates(backendName: string, updates: Updates): void {
  backends.set(backendName, updates);
}

const onCpu =
  <Inputs extends string, Attrs extends string>(update: Update<Inputs, Attrs>): Bind<Inputs, Attrs> =>
  (operands, backend) =>
  (attrs) => {
    const { data } = backend as CpuMemory;
    const arrays: Record<string, Float32Array> = {};
    for (const [name, { dataId }] of Object.entries<TensorInfo>(operands)) {
      const entry = data.get(dataId);
      // dataSync() hands this very array out, and tensor() takes the caller's: what they hold must not change later.
      if (name === 'parameter') entry.values = entry.values.slice();
      arrays[name] = entry.values;
    }
    update(arrays as Record<Inputs, Float32Array>, attrs);
  };

registerUpdates('cpu', { sgd: onCpu(updateSgd), momentum: onCpu(updateMomentum), adam: onCpu(updateAdam) });

/** The active backend and its updates. */
export function activeUpdates(): { readonly updates: Updates; readonly backend: unknown } {
  const { backend, backendName } = engine();
  return { updates: backends.get(backendName)!, backend };
}

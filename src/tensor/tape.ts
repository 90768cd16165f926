/**
 * tfjs's tape, mended so that gradients are right at every order, or throw.
 *
 * As shipped (4.22, tfjs issue 3252), an op's node is put on the tape after the nodes that copy its saved outputs, and
 * every path through a saved output is silently dropped from a second derivative. Here a saved tensor has no node: it
 * carries the id of the tensor that it saves, so whatever a gradient computes from it leads back to the op by itself.
 */
import { engine, Tensor } from '@tensorflow/tfjs-core';

interface TapeNode {
  readonly saved?: readonly Tensor[];
  gradient?: (dys: Tensor[]) => unknown;
}

type AddTapeNode = (
  kernelName: string,
  inputs: Readonly<Record<string, Tensor>>,
  outputs: readonly Tensor[],
  gradient: unknown,
  saved: readonly Tensor[],
  attrs: unknown,
) => void;

/** The parts of tfjs's engine that it does not declare as public. */
interface EngineInternals {
  readonly state: {
    activeTape: TapeNode[] | null;
    readonly gradientDepth: number;
    readonly tensorInfo: WeakMap<object, { readonly backend: { incRef(dataId: object): void } }>;
  };
  clone(x: Tensor): Tensor;
  addTapeNode: AddTapeNode;
  trackTensor(x: Tensor, backend: unknown): void;
  gradients: (...args: unknown[]) => unknown;
}

const mended = new WeakSet<EngineInternals>();

/** The same tensor under a second handle: same id, same memory, disposed on its own. */
function alias(internals: EngineInternals, x: Tensor): Tensor {
  const info = internals.state.tensorInfo.get(x.dataId);
  if (!info)
    throw new Error(`A tensor of shape [${x.shape.join(', ')}] was disposed before it could be saved.`);
  info.backend.incRef(x.dataId);
  const saved = new Tensor(x.shape, x.dtype, x.dataId, x.id);
  internals.trackTensor(saved, info.backend);
  return saved;
}

/** Frees what was saved for a backward pass that will not come. */
function dropTape({ state }: EngineInternals): void {
  for (const node of state.activeTape ?? []) for (const saved of node.saved ?? []) saved.dispose();
  state.activeTape = null;
}

/**
 * Mends the engine in place, once:
 * - saved tensors are aliases (see above; it also spares a copy of each);
 * - what is computed in whole numbers or booleans carries no derivative, so it is left off the tape: upstream throws
 *   for `where(greater(x, 0), …)` because no gradient is registered for the comparison;
 * - an op without a right gradient throws, by name and with a remedy, when a derivative goes through it;
 * - a gradient that throws leaves no tensor behind.
 */
export function mendTape(): void {
  const internals = engine() as unknown as EngineInternals;
  if (mended.has(internals)) return;
  mended.add(internals);
  internals.clone = (x) => alias(internals, x);

  const addTapeNode = internals.addTapeNode;
  internals.addTapeNode = (kernelName, inputs, outputs, gradient, saved, attrs) => {
    if (outputs.every((output) => output.dtype !== 'float32')) {
      for (const tensor of saved) tensor.dispose();
      return;
    }
    addTapeNode.call(internals, kernelName, inputs, outputs, gradient, saved, attrs);
    const node = internals.state.activeTape?.at(-1);
    if (node && !node.gradient)
      node.gradient = () => {
        throw new Error(
          `No right gradient is known for '${kernelName}' (result of shape [${outputs[0]?.shape.join(', ')}]), so ` +
            'nothing can be differentiated through it. Write the function with the ops that the tensor layer exports, ' +
            'or differentiate it fewer times.',
        );
      };
  };

  const gradients = internals.gradients;
  internals.gradients = (...args) => {
    try {
      return gradients.apply(internals, args);
    } catch (error) {
      if (internals.state.gradientDepth === 0) dropTape(internals);
      throw error;
    }
  };
}

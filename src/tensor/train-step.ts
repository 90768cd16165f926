import { engine, keep, scalar, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { startOptimizer } from './optimizers.ts';
import type { Optimizer } from './optimizers.ts';
import { disposeParameters, namedLeaves } from './parameters.ts';
import type { Leaf, Parameters } from './parameters.ts';
import { findBirth } from './replay/birth.ts';
import { liveOnly, makeReplayer } from './replay/replayer.ts';
import type { Computed, StepMode } from './replay/replayer.ts';
import type { Evaluation } from './replay/recording.ts';

/** A model that learns: its parameters, and how one batch changes them. */
export interface TrainStep<P extends Parameters, B> {
  /** One update; returns the loss on the batch before it. The batch stays the caller's. */
  run(batch: B): number;
  /**
   * The same for a step that may be long: where it can, it lets the event loop turn every 12 ms, and throws the signal's
   * reason when it is aborted meanwhile; the parameters are then what they were.
   */
  runBreathing?(batch: B, signal: AbortSignal | undefined): number | Promise<number>;
  /** How the last update was computed: live, or replayed from a recording, and why. */
  readonly mode?: StepMode;
  /** Where the first NaN or ∞ of a loss was born, if one was: "NaN is born in Log of [32, 10] with values from …". */
  readonly birth?: string | null;
  /** The tensors that are being trained, rewritten in place by every update. */
  readonly parameters: P;
  /** Disposes the parameters and what the optimizer remembers. */
  dispose(): void;
}

/** Parameters of live steps: two steps on one memory would each undo the other's work. */
const taken = new WeakSet<object>();

function take(named: readonly Leaf[]): void {
  if (named.length === 0)
    throw new Error('trainStep: the parameter tree has no tensor; there is nothing to train.');
  const seen = new Map<object, string>();
  for (const { path, tensor } of named) {
    const told = `trainStep: parameter "${path}" of shape [${tensor.shape.join(', ')}]`;
    if (tensor.dtype !== 'float32') {
      throw new TypeError(`${told} is of dtype ${tensor.dtype}; only float32 can be trained.`);
    }
    const twin = seen.get(tensor.dataId);
    if (twin !== undefined) {
      throw new Error(
        `${told} is the same memory as "${twin}"; put it in the tree once and use it twice in the model.`,
      );
    }
    if (taken.has(tensor.dataId)) {
      throw new Error(`${told} already belongs to a training step; give each step parameters of its own.`);
    }
    if (engine().backend.refCount(tensor.dataId) > 1) {
      throw new Error(
        `${told} shares its memory with another tensor (a clone or a reshape of it), which training would change; ` +
          'dispose that one first.',
      );
    }
    seen.set(tensor.dataId, path);
  }
  for (const { tensor } of named) {
    taken.add(tensor.dataId);
    keep(tensor);
  }
}

/**
 * Builds a training step from a model: the one place where loss, gradients and update meet.
 *
 * With p the parameters and L the loss: run(batch) = L(p, batch), then p ← optimizer(p, ∇ₚ L).
 * `loss` must be a pure function that returns a scalar: parameters and batch are its only inputs, and nothing in it may
 * depend on a clock, a draw or a counter. On wasm the step is recorded and replayed then (see replay/replayer.ts), with
 * the same bits; a loss that cannot be replayed is computed live, and `mode` says why. `replay: false` asks for that.
 *
 * The step owns the parameters from here on (a tidy no longer disposes them) until `dispose()`.
 * Throws, naming the leaf's path, when a parameter is not float32, shared with another step or tensor, or not used by
 * the loss.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const step = tf.trainStep({
 *   parameters: { slope: tf.tensor1d([0]) },
 *   loss: ({ slope }, { x, y }: { x: tf.Tensor1D; y: tf.Tensor1D }) => tf.meanSquaredError(y, tf.mul(x, slope)),
 *   optimizer: tf.sgd({ learningRate: 0.1 }),
 * });
 * const batch = { x: tf.tensor1d([1, 2, 3]), y: tf.tensor1d([2, 4, 6]) };
 * const losses = Array.from({ length: 10 }, () => step.run(batch));
 * ({ losses, slope: step.parameters.slope.dataSync()[0] });
 * ```
 */
export function trainStep<P extends Parameters, B>({
  parameters,
  loss,
  optimizer,
  replay = true,
}: {
  parameters: P;
  loss: (parameters: P, batch: B) => Scalar;
  optimizer: Optimizer;
  replay?: boolean;
}): TrainStep<P, B> {
  const named = namedLeaves(parameters);
  take(named);
  const tensors = named.map((leaf) => leaf.tensor);
  const state = startOptimizer(optimizer, tensors);
  const one = keep(scalar(1)); // the loss's own gradient, uploaded once rather than at every step
  const origins = new Map(named.map(({ path, tensor }) => [tensor.dataId, `parameter ${path}`]));
  let disposed = false;
  let running = false;

  const compute = (batch: B): Evaluation => {
    // The last argument lets tfjs leave out a gradient, so that the error below can name the parameter.
    const { value, grads } = engine().gradients(
      () => checkScalar(loss(parameters, batch)),
      tensors,
      one,
      true,
    );
    const unused = named.find((_, i) => !grads[i]);
    if (unused) {
      throw new Error(
        `trainStep: the loss does not depend on parameter "${unused.path}" of shape ` +
          `[${unused.tensor.shape.join(', ')}]. Use it in the model, or take it out of the tree.`,
      );
    }
    return { value, gradients: grads };
  };
  const replayer = replay ? makeReplayer(compute, origins) : liveOnly(compute);
  let birth: string | null = null;
  const update = ({ loss: before, gradients }: Computed, batch: B): number => {
    // Before the update, which would spread it over all parameters.
    if (!Number.isFinite(before)) birth ??= findBirth(() => compute(batch));
    state.update(gradients);
    return before;
  };
  const checkReady = (): void => {
    if (disposed) throw new Error('This training step was disposed; build a new one.');
    if (running) throw new Error('This training step is being run already; wait for its end.');
  };
  const run = (batch: B): number => {
    checkReady();
    const replayed = replayer.replay(batch);
    return replayed ? update(replayed, batch) : tidy(() => update(replayer.evaluate(batch), batch));
  };

  return {
    parameters,
    run,

    runBreathing(batch, signal) {
      checkReady();
      const long = replayer.evaluateLong(batch);
      if (!long) return run(batch);
      running = true;
      return long
        .run(signal)
        .finally(() => {
          running = false;
        })
        .then(() => tidy(() => update(long.result(), batch)));
    },

    get mode() {
      return replayer.mode();
    },

    get birth() {
      return birth;
    },

    dispose() {
      if (disposed) return;
      disposed = true;
      for (const tensor of tensors) taken.delete(tensor.dataId);
      replayer.dispose();
      disposeParameters(parameters);
      state.dispose();
      one.dispose();
    },
  };
}

function checkScalar(loss: Tensor): Tensor {
  if (loss.rank !== 0 || loss.dtype !== 'float32') {
    throw new Error(
      `trainStep: the loss must be a float32 scalar; got ${loss.dtype} of shape [${loss.shape.join(', ')}]. ` +
        'Take the mean over the batch.',
    );
  }
  return loss;
}

import { dispose, tensor_util, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';
import { breathe } from './breathe.ts';
import { DivergenceError } from './divergence.ts';
import { namedLeaves } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { workingTime } from './rest.ts';
import type { StepMode } from './replay/replayer.ts';
import type { TrainStep } from './train-step.ts';

/** What was measured after so many updates. */
export interface Evaluation<M> {
  readonly step: number;
  readonly value: M;
}

/** How far a training run has come; it is a copy, and can be sent to another thread. */
export interface Snapshot<M = undefined> {
  /** Updates done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** For each learner its loss before each update so far, `step` numbers. */
  readonly losses: Record<string, number[]>;
  readonly evaluations: Evaluation<M>[];
  /** Updates of all learners per second of training (and evaluating), 0 before the first. */
  readonly stepsPerSecond: number;
  /** For each learner how its last update was computed, where it tells: live, or replayed from a recording, and why. */
  readonly modes: Record<string, StepMode>;
  readonly done: boolean;
}

export interface TrainOptions<B, M = undefined> {
  readonly learners: Readonly<Record<string, TrainStep<Parameters, B>>>;
  readonly batch: (step: number) => B;
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
  readonly evaluate?: { readonly every: number; readonly run: (step: number) => M | Promise<M> } | undefined;
  readonly snapshotsPerSecond?: number;
  /** A loss this many times the learner's first counts as diverged. */
  readonly maxGrowth?: number;
}

function check<B, M>({ learners, steps, evaluate, snapshotsPerSecond = 30 }: TrainOptions<B, M>): void {
  if (Object.keys(learners).length === 0) throw new Error('train: give it at least one learner.');
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`train: steps must be a whole number; got ${steps}.`);
  if (evaluate && !(Number.isInteger(evaluate.every) && evaluate.every > 0)) {
    throw new RangeError(`train: evaluate.every must be a positive whole number; got ${evaluate.every}.`);
  }
  if (!(snapshotsPerSecond > 0)) {
    throw new RangeError(`train: snapshotsPerSecond must be positive; got ${snapshotsPerSecond}.`);
  }
}

/** A learner in a run. */
interface Member<B> {
  readonly name: string;
  readonly learner: TrainStep<Parameters, B>;
  readonly losses: number[];
}

/** Adds a loss to a learner's list, or throws when it is not finite or has grown out of proportion. */
function record(
  { name: learner, learner: { birth }, losses }: Member<never>,
  value: number,
  maxGrowth: number,
): void {
  const first = losses.at(0);
  if (!Number.isFinite(value)) {
    const what = `its loss is ${value}${birth ? `; ${birth}` : ''}`;
    throw new DivergenceError({ learner, step: losses.length, value, lastFinite: losses.at(-1) }, what);
  }
  // A first loss of exactly 0 gives no scale to compare with.
  if (first !== undefined && first !== 0 && Math.abs(value) > maxGrowth * Math.abs(first)) {
    const what = `its loss is ${value}, more than ${maxGrowth} times the first, ${first}`;
    throw new DivergenceError({ learner, step: losses.length, value, lastFinite: losses.at(-1) }, what);
  }
  losses.push(value);
}

/** The last update's damage would show in no loss: looks at the parameters themselves. */
function checkParameters(learner: string, parameters: Parameters, losses: readonly number[]): void {
  for (const { path, tensor } of namedLeaves(parameters)) {
    if (tensor.dataSync().every(Number.isFinite)) continue;
    const what = `parameter "${path}" holds NaN or ∞ after the last update`;
    throw new DivergenceError({ learner, step: losses.length, value: NaN, lastFinite: losses.at(-1) }, what);
  }
}

/** Disposes what `batch` made; a tensor that was `keep`ed is somebody's who uses it again. */
function disposeBatch(batch: TensorContainer): void {
  dispose(
    tensor_util.getTensorsInContainer(batch).filter((tensor: Tensor & { kept?: boolean }) => !tensor.kept),
  );
}

/**
 * Trains some learners side by side, at full speed: in each step all take the same batch, in the order given.
 *
 * Yields a snapshot at the start, then at most `snapshotsPerSecond` (default 30), and always a last one with `done`.
 * What is computed depends on the arguments alone, never on the clock: a loss for every step, and `evaluate.run` after
 * 0, `every`, 2 `every`, … updates and after the last. While the consumer holds a snapshot the training waits.
 *
 * Tensors: `batch(step)` runs in a tidy and its result is disposed after the step, except tensors that were `keep`ed
 * (a batch that is used at every step); the parameters stay with the learners, whose `dispose` is the caller's to call.
 * This holds when the run ends, throws, is aborted, or its consumer stops early.
 *
 * Throws the signal's reason (an AbortError) after an abort: within 12 ms + the longest kernel while a step is replayed;
 * within 12 ms + the step or evaluation while one is computed live: the first two steps of a learner, those compared with
 * its replay, and all where it cannot be replayed. (A message cannot come in before the work lets it.) A step that is
 * broken off has changed nothing. Throws a DivergenceError when a loss or a last parameter is NaN or infinite, or a loss
 * exceeds `maxGrowth` (default 1e6: far above any transient, far below float32's 3e38) times the learner's first.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 *
 * const line = tf.trainStep({
 *   parameters: { slope: tf.tensor1d([0]) },
 *   loss: ({ slope }, { x, y }: { x: tf.Tensor1D; y: tf.Tensor1D }) => tf.meanSquaredError(y, tf.mul(x, slope)),
 *   optimizer: tf.adam({ learningRate: 0.1 }),
 * });
 * const draw = tf.random(seed);
 * const batch = () => {
 *   const x = tf.tensor1d(Array.from({ length: 16 }, draw.normal));
 *   return { x, y: tf.mul<tf.Tensor1D>(x, 2) };
 * };
 * let last = 0;
 * for await (const { step, losses } of tf.train({ learners: { line }, batch, steps: 60, signal })) {
 *   if (step > 0) last = losses['line'][step - 1];
 * }
 * ({ last, slope: line.parameters.slope.dataSync()[0] });
 * ```
 */
export async function* train<B, M = undefined>(
  options: TrainOptions<B, M>,
): AsyncGenerator<Snapshot<M>, void, undefined> {
  check(options);
  const { learners, batch, steps, signal, evaluate, snapshotsPerSecond = 30, maxGrowth = 1e6 } = options;
  const team = Object.entries(learners).map(([name, learner]): Member<B> => ({ name, learner, losses: [] }));
  const evaluations: Evaluation<M>[] = [];
  let busy = 0; // milliseconds of training, without the time the consumer took
  let resumed = workingTime();
  let shown = -Infinity;

  for (let step = 0; ; step++) {
    const done = step === steps;
    await breathe(signal);
    if (done) for (const { name, learner, losses } of team) checkParameters(name, learner.parameters, losses);
    if (evaluate && (done || step % evaluate.every === 0)) {
      evaluations.push({ step, value: await evaluate.run(step) });
      signal?.throwIfAborted();
    }
    const now = workingTime();
    if (done || now - shown >= 1000 / snapshotsPerSecond) {
      busy += now - resumed;
      yield {
        step,
        steps,
        losses: Object.fromEntries(team.map(({ name, losses }) => [name, losses.slice()])),
        evaluations: evaluations.slice(),
        stepsPerSecond: step === 0 ? 0 : (1000 * step) / busy,
        modes: Object.fromEntries(
          team.flatMap(({ name, learner: { mode } }) => (mode ? [[name, mode]] : [])),
        ),
        done,
      };
      resumed = workingTime();
      shown = now;
      signal?.throwIfAborted();
    }
    if (done) return;

    const inputs = tidy(() => batch(step) as TensorContainer) as B;
    try {
      for (const member of team) {
        const { learner } = member;
        await breathe(signal);
        const loss = learner.runBreathing?.(inputs, signal) ?? learner.run(inputs);
        record(member, typeof loss === 'number' ? loss : await loss, maxGrowth);
      }
    } finally {
      disposeBatch(inputs as TensorContainer);
    }
  }
}

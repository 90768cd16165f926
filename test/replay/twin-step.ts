/**
 * `trainStep` as a test takes it: each step is run twice, replayed and live, on parameters that began alike, and what differs
 * is noted. The plugin in `twins.ts` puts this in place of the true one, for every cell that trains.
 */
import * as tf from '#tensor';
import type { Optimizer, Parameters, Scalar, StepMode, TrainStep } from '#tensor';
import { trainStep as trueStep } from '../../src/tensor/train-step.ts';

export type * from '../../src/tensor/train-step.ts';

/** So many steps are compared; from then on a step computes nothing, so that the cell comes to its end. */
const COMPARED = 100;
/** And so many of a model that was compared already: two live ones, two that `trainStep` compares itself, and some. */
const REPEATED = 8;

/** The models that were compared, by the shapes of their parameters and the text of their loss; null counts each as new. */
let compared: Set<string> | null = null;

/** From now on a model that was compared already is compared for a few steps only. */
export function compareOnce(): void {
  compared ??= new Set();
}

/** What came of one training step. */
export interface Twins {
  readonly steps: number;
  /** The first step whose loss or weights differ, in words; null when none does. */
  readonly difference: string | null;
  readonly mode: StepMode | undefined;
}

interface Options<P extends Parameters, B> {
  readonly parameters: P;
  readonly loss: (parameters: P, batch: B) => Scalar;
  readonly optimizer: Optimizer;
  readonly replay?: boolean;
}

let reports: (() => Twins)[] = [];

/** What came of the steps that were built since this was last asked. */
export function takeReports(): Twins[] {
  const taken = reports.map((report) => report());
  reports = [];
  return taken;
}

const copyOf = <P extends Parameters>(parameters: P): P =>
  tf.mapParameters(parameters, (x) => tf.keep(tf.tensor(x.dataSync().slice(), x.shape, x.dtype)));

/** The name of the first parameter whose bits differ between two trees, or null; any NaN equals any other. */
function differing(a: Parameters, b: Parameters): string | null {
  const others = tf.namedLeaves(b);
  for (const [i, { path, tensor }] of tf.namedLeaves(a).entries()) {
    const [left, right] = [tensor.dataSync(), others[i].tensor.dataSync()];
    for (let k = 0; k < left.length; k++) if (!Object.is(left[k], right[k])) return path;
  }
  return null;
}

const modelOf = ({ parameters, loss }: { parameters: Parameters; loss: unknown }): string =>
  `${tf
    .namedLeaves(parameters)
    .map(({ path, tensor }) => `${path} ${tensor.shape.join()}`)
    .join(' ')} ${String(loss)}`;

export function trainStep<P extends Parameters, B>(options: Options<P, B>): TrainStep<P, B> {
  const twin = trueStep({ ...options, parameters: copyOf(options.parameters), replay: false });
  const step = trueStep(options);
  const losses: number[] = [];
  let difference: string | null = null;
  let mode = step.mode;
  const model = modelOf(options);
  const enough = compared?.has(model) ? REPEATED : COMPARED;
  reports.push(() => ({ steps: losses.length, difference, mode }));
  const note = (loss: number, live: number): number => {
    losses.push(loss);
    if (losses.length === COMPARED) compared?.add(model);
    mode = step.mode;
    if (!Object.is(loss, live))
      difference ??= `step ${losses.length}: a loss of ${loss}, and of ${live} live`;
    const weights = differing(step.parameters, twin.parameters);
    if (weights !== null) difference ??= `step ${losses.length}: other weights in “${weights}”`;
    return loss;
  };
  return {
    parameters: step.parameters,
    run(batch) {
      if (losses.length >= enough) return losses.at(-1)!;
      const live = twin.run(batch);
      return note(step.run(batch), live);
    },
    runBreathing(batch, signal) {
      if (losses.length >= enough) return losses.at(-1)!;
      const live = twin.run(batch);
      const loss = step.runBreathing!(batch, signal);
      return typeof loss === 'number' ? note(loss, live) : loss.then((value) => note(value, live));
    },
    get mode() {
      return step.mode!;
    },
    get birth() {
      return step.birth ?? null;
    },
    dispose() {
      step.dispose();
      twin.dispose();
    },
  };
}

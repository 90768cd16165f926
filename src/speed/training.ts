/** Training with the project's own tensor layer, wherever it runs: what the processes and pages that train share. */
import * as tf from '#tensor';
import type { BackendChoice, Parameters } from '#tensor';
import { models } from './models.ts';
import type { Batch, Model } from './models.ts';
import type { Start, Steps, Values } from './start.ts';

const LEARNING_RATE = 1e-3;

const valuesOf = (x: tf.Tensor): Values => ({ shape: x.shape, data: Float32Array.from(x.dataSync()) });

/** A model, its training step and what is random about it. */
export function build(
  name: string,
  seed: number,
): { model: Model; step: tf.TrainStep<Parameters, Batch>; random: tf.Random } {
  const model = models[name]();
  const random = tf.random(seed);
  const step = tf.trainStep<Parameters, Batch>({
    parameters: model.init(random.fork('parameters')),
    loss: (parameters, batch) => model.loss(parameters, batch),
    optimizer: tf.adam({ learningRate: LEARNING_RATE }),
  });
  return { model, step, random };
}

/** A model in training on one batch. */
export interface Training {
  /** The same start for a peer. */
  readonly start: Start;
  /** So many steps, and their time. */
  run(steps: number): Steps;
  dispose(): void;
}

/** Starts a model on one batch, on a backend that has been started as asked. */
export function startTraining(name: string, { backend, reason }: BackendChoice, asked = 'wasm'): Training {
  if (backend !== asked) throw new Error(reason);
  const { model, step, random } = build(name, 1);
  const batch = model.batch(random.fork('batch'));
  return {
    start: {
      parameters: Object.fromEntries(
        tf.namedLeaves(step.parameters).map(({ path, tensor }) => [path, valuesOf(tensor)]),
      ),
      x: valuesOf(batch.x),
      y: valuesOf(batch.y),
    },
    run(steps) {
      const losses: number[] = [];
      const from = performance.now();
      for (let i = 0; i < steps; i++) losses.push(step.run(batch));
      return { losses, milliseconds: performance.now() - from };
    },
    dispose() {
      step.dispose();
      tf.dispose([batch.x, batch.y]);
    },
  };
}

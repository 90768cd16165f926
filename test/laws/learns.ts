import * as tf from '#tensor';
import type { Parameters, Scalar, Tensor } from '#tensor';

/** What some training steps did. */
export interface Learning {
  readonly before: number;
  readonly after: number;
  /** Tensors alive after the run that were not before it. */
  readonly leaked: number;
}

/**
 * Trains fresh parameters to make the mean square of an output small, by a few steps of Adam.
 *
 * `trainStep` itself refuses a parameter on which the loss does not depend, so every one of them has a gradient.
 */
export function learn<P extends Parameters>(
  init: (random: tf.Random) => P,
  output: (parameters: P) => Tensor,
  steps = 5,
): Learning {
  const start = tf.memory().numTensors;
  const step = tf.trainStep<P, null>({
    parameters: tf.tidy(() => init(tf.random(3)) as unknown as tf.TensorContainer) as unknown as P,
    loss: (parameters) => {
      const y = output(parameters);
      return tf.mean(tf.squaredDifference(y, 1)) as Scalar; // 1: a target that zero parameters do not meet
    },
    optimizer: tf.adam({ learningRate: 0.01 }),
  });
  const losses = Array.from({ length: steps }, () => step.run(null));
  step.dispose();
  return { before: losses[0], after: losses[steps - 1], leaked: tf.memory().numTensors - start };
}

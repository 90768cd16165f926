/** What is known at the step where a training run went wrong. */
export interface Divergence {
  readonly learner: string;
  /** The step, counted from 0, at which it was noticed. */
  readonly step: number;
  /** The loss found there; NaN for parameters that are no longer finite. */
  readonly value: number;
  /** The last loss that was finite, if there was one. */
  readonly lastFinite: number | undefined;
}

/**
 * Training stopped because a learner's loss became NaN or infinite, or grew out of all proportion.
 *
 * @example
 * ```ts
 * import { DivergenceError } from '#tensor';
 *
 * new DivergenceError({ learner: 'p4', step: 12, value: NaN, lastFinite: 3.5 }).message;
 * ```
 */
export class DivergenceError extends Error implements Divergence {
  override readonly name = 'DivergenceError';
  readonly learner: string;
  readonly step: number;
  readonly value: number;
  readonly lastFinite: number | undefined;

  constructor({ learner, step, value, lastFinite }: Divergence, what = `its loss is ${value}`) {
    const before =
      lastFinite === undefined ? 'No earlier loss was finite.' : `The last finite loss was ${lastFinite}.`;
    const remedy =
      step === 0
        ? 'Look for NaN, huge or unscaled numbers in the batch and the initial parameters, and for log 0 or 0/0 in the loss.'
        : 'Try a learning rate ten times smaller, inputs scaled to about 1, or a loss without log 0 or 0/0.';
    super(`Learner "${learner}" diverged at step ${step}: ${what}. ${before} ${remedy}`);
    this.learner = learner;
    this.step = step;
    this.value = value;
    this.lastFinite = lastFinite;
  }
}

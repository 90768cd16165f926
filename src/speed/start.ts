/** Where a training run starts, and what some of its steps took: what all who train the same model share. */

/** A tensor as it travels between processes. */
export interface Values {
  readonly shape: number[];
  readonly data: Float32Array;
}

/** Where a training run starts: the same for both sides. */
export interface Start {
  /** By the path of the leaf, such as `0.weight`. */
  readonly parameters: Record<string, Values>;
  readonly x: Values;
  readonly y: Values;
}

/** The losses of some steps and the milliseconds that all of them took. */
export interface Steps {
  readonly losses: number[];
  readonly milliseconds: number;
}

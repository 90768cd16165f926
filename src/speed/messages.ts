/** What the page and the worker that times steps say to each other. */

export type ToTimer = { readonly type: 'time'; readonly models: readonly string[] };

/** Milliseconds of one step of a model: the shortest of the rounds, and their quartiles. */
export interface Times {
  readonly best: number;
  readonly low: number;
  readonly high: number;
}

export type FromTimer =
  | { readonly type: 'began'; readonly model: string }
  | { readonly type: 'timed'; readonly model: string; readonly times: Times }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'finished' };

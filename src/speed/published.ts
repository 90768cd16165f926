/** What the published machine measured: `npm run bench -- --publish` writes it to src/speed/measured.json. */

/** What was measured of a model in an engine, as `npm run bench` writes it; null where nothing was. */
export interface Row {
  readonly model: string;
  readonly engine: string;
  /** Milliseconds of a step: the shortest of the rounds. */
  readonly ours_ms: number;
  /** Stock tfjs on the faster of its backends that can train the model. */
  readonly stock_ms: number | null;
  readonly stock_backend: string | null;
  /** PyTorch on one thread of the same machine, in the same minutes. */
  readonly pytorch_ms: number | null;
  readonly gflops: number | null;
  readonly kernel_share: number | null;
  readonly peak_mb: number | null;
}

export interface PublishedRow extends Row {
  readonly title: string;
  /** Quartiles of the rounds. */
  readonly ours_low_ms: number;
  readonly ours_high_ms: number;
}

export interface Published {
  /** The day, as 2026-11-25. */
  readonly measured: string;
  readonly machine: string;
  /** Its version and the library with which it multiplies matrices; null when it was not there. */
  readonly pytorch: string | null;
  readonly rows: readonly PublishedRow[];
}

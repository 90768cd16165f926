/** One line of the JSON file; null where nothing was measured. */
export interface Row {
  readonly model: string;
  readonly engine: string;
  readonly ours_ms: number;
  readonly stock_ms: number | null;
  readonly stock_backend: string | null;
  readonly pytorch_ms: number | null;
  readonly gflops: number | null;
  readonly kernel_share: number | null;
  readonly peak_mb: number | null;
}

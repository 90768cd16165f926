/** What a step is to cost, as ratios within one run, and whether it does. */
import type { Row } from '../src/speed/published.ts';

/** So many times faster than stock tfjs on its best backend that works. */
const AGAINST_STOCK: Readonly<Record<string, number>> = {
  'mlp-200': 7,
  'mlp-32': 15,
  'hnn-200': 6,
  'hnn-64': 8,
  cnn: 100,
  'p4-cnn': 100,
};
/** Ours over PyTorch on one thread: the geometric mean over these six models, and the worst of them. */
const MEAN = 0.75;
const WORST = 1.7;
/** The least share of a replayed step that is spent in kernels. */
const SHARE = 0.9;

interface Bar {
  readonly what: string;
  readonly met: boolean;
}

const atLeast = (what: string, value: number, bar: number): Bar => ({
  what: `${what}: ${value.toPrecision(3)}, to be at least ${bar}`,
  met: value >= bar,
});
const atMost = (what: string, value: number, bar: number): Bar => ({
  what: `${what}: ${value.toPrecision(3)}, to be at most ${bar}`,
  met: value <= bar,
});

function barsOf(rows: readonly Row[]): Bar[] {
  const six = rows.filter(({ model }) => model in AGAINST_STOCK);
  const ratios = six.flatMap(({ ours_ms, pytorch_ms }) =>
    pytorch_ms === null ? [] : [ours_ms / pytorch_ms],
  );
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  return [
    ...six.flatMap(({ model, ours_ms, stock_ms }) =>
      stock_ms === null
        ? []
        : [atLeast(`${model}, times faster than stock tfjs`, stock_ms / ours_ms, AGAINST_STOCK[model])],
    ),
    ...(ratios.length > 0
      ? [
          atMost(`ours over PyTorch, geometric mean of ${ratios.length}`, mean, MEAN),
          atMost('ours over PyTorch, the worst', Math.max(...ratios), WORST),
        ]
      : []),
    ...rows.flatMap(({ model, kernel_share }) =>
      kernel_share === null ? [] : [atLeast(`${model}, share of the step in kernels`, kernel_share, SHARE)],
    ),
  ];
}

/** Prints each bar of each engine and whether it is met. */
export function reportBars(rows: readonly Row[]): void {
  for (const engine of new Set(rows.map((row) => row.engine))) {
    console.log(`\nThe bars, ${engine}`);
    for (const { what, met } of barsOf(rows.filter((row) => row.engine === engine)))
      console.log(`  ${met ? '✓' : '✗'} ${what}`);
  }
}

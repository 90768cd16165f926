/**
 * `npm run bench`: our training step against stock tfjs, in one run and in interleaved rounds, its kernels
 * alone, and the memory of a long run.
 *
 *   --only NAME    one model (mlp-200, mlp-32, hnn-200, hnn-64, cnn, p4-cnn, egnn, deep-sets), `kernels` or `memory`
 *   --json FILE    also writes the rows to a file
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, TOLERANCE } from './compare.ts';
import type { Comparison, Side } from './compare.ts';
import { compareKernels } from './kernels.ts';
import { timeLayers } from './layers.ts';
import type { LayerTimes } from './layers.ts';
import type { MemoryReading } from './messages.ts';
import { models } from './models.ts';
import { serve } from './ours.ts';
import type { Spread } from './statistics.ts';
import { startTrainee } from './trainee.ts';

const WATCHED_STEPS = 2000;
const scripts = { ours: process.argv[1], stock: resolve('bench/stock.mjs') };

/** One line of the JSON file; null where nothing was measured. */
interface Row {
  readonly model: string;
  readonly engine: string;
  readonly ours_ms: number;
  readonly stock_ms: number | null;
  readonly stock_backend: string | null;
  readonly pytorch_ms: number | null;
  readonly gflops: number;
  readonly kernel_share: number;
  readonly peak_mb: number;
}

type TimedSide = Extract<Side, { times: Spread }>;

const show = ({ median, low, high }: Spread): string =>
  `${median.toPrecision(3)} ms (${low.toPrecision(3)}–${high.toPrecision(3)})`;

const isTimed = (side: Side): side is TimedSide => 'times' in side;

/** Prints one model's result; returns its row, and whether all sides did the same work. */
function report(
  name: string,
  { ours, kernelShare, stock, pytorch, peak }: Comparison,
): { row: Row; agrees: boolean } {
  const { title, operations } = models[name]();
  const best = stock.find(isTimed);
  const gflops = operations / ours.median / 1e6;
  const label = (text: string): string => `  ${text}`.padEnd(24);
  console.log(`\n${title}`);
  console.log(
    `${label('ours, wasm')}${show(ours)}   ${gflops.toFixed(1)} GFLOP/s   ` +
      `${(100 * kernelShare).toFixed(0)} % in wasm   peak ${peak.toFixed(0)} MB`,
  );
  for (const side of [...stock, pytorch]) {
    if (!isTimed(side)) console.log(`${label(side.name)}${side.obstacle}`);
    else {
      const ratio = `${(side.times.median / ours.median).toFixed(side === pytorch ? 2 : 1)}×`;
      const few = side.samples < 4 ? `; ${side.samples} steps only` : '';
      console.log(
        `${label(side.name)}${show(side.times)}   ${ratio}   losses differ by ${side.difference.toExponential(1)}${few}`,
      );
    }
  }
  const strays = [...stock, pytorch].filter(isTimed).filter(({ difference }) => !(difference <= TOLERANCE));
  for (const { name: peer } of strays)
    console.log(`  NOT THE SAME WORK: ${peer} differs by more than ${TOLERANCE}.`);
  const row: Row = {
    model: name,
    engine: `Node ${process.versions.node}`,
    ours_ms: ours.median,
    stock_ms: best?.times.median ?? null,
    stock_backend: best?.name.replace('stock, ', '') ?? null,
    pytorch_ms: isTimed(pytorch) ? pytorch.times.median : null,
    gflops,
    kernel_share: kernelShare,
    peak_mb: peak,
  };
  return { row, agrees: strays.length === 0 };
}

/** Ours over PyTorch, over all models that have both: the geometric mean and the worst. */
function reportPyTorch(rows: readonly Row[]): void {
  const ratios = rows.flatMap(({ ours_ms, pytorch_ms }) =>
    pytorch_ms === null ? [] : [ours_ms / pytorch_ms],
  );
  if (ratios.length === 0) return;
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(
    `\nOurs over PyTorch on one thread: geometric mean ${mean.toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)}.`,
  );
}

/** How much more a reading may be than one a quarter of the way in, megabytes. A tensor handle a step would add 1 to the heap. */
const SLACK = { wasm: 0, heap: 1, external: 4, resident: 8 } as const;

/** Prints memory at the start, peak and end of a long run; returns whether it stayed flat. */
function reportMemory(model: string, readings: readonly MemoryReading[]): boolean {
  const settled = readings[Math.floor(readings.length / 4)];
  const last = readings[readings.length - 1];
  console.log(
    `\nMemory over ${last.step} steps of ${model}, in the training loop, on fresh batches of 4, V8's nursery kept small`,
  );
  const keys = ['wasm', 'heap', 'external', 'resident'] as const;
  for (const key of keys) {
    const values = readings.map((reading) => reading[key]);
    const [first, peak] = [values[0], Math.max(...values)].map((value) => value.toFixed(1));
    console.log(`  ${key.padEnd(10)}start ${first} MB   peak ${peak} MB   end ${last[key].toFixed(1)} MB`);
  }
  const grown = keys.filter((key) => last[key] > settled[key] + SLACK[key]);
  const flat = grown.length === 0 && last.tensors <= settled.tensors;
  console.log(
    flat
      ? `  flat since step ${settled.step}, and so are the live tensors (${last.tensors})`
      : `  NOT FLAT since step ${settled.step}: ${JSON.stringify({ settled, last })}`,
  );
  return flat;
}

/** Prints what a step through one layer costs, and why where it is not replayed. */
function reportLayer({ title, times, mode }: LayerTimes): void {
  const live = mode.startsWith('Each step replays') ? '' : `   ${mode}`;
  console.log(`  ${title.padEnd(92)}${show(times)}${live}`);
}

async function main(): Promise<boolean> {
  const { only, json } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'string' } },
  }).values;
  const names = [...Object.keys(models), 'kernels', 'memory', 'layers'];
  if (only !== undefined && !names.includes(only)) {
    console.error(`No benchmark "${only}". There are: ${names.join(', ')}.`);
    return false;
  }
  console.log(
    `Milliseconds a training step: median (quartiles) of interleaved rounds, Node ${process.versions.node}, one thread.`,
  );
  const rows: Row[] = [];
  let sound = true;
  for (const name of Object.keys(models)) {
    if (only !== undefined && only !== name) continue;
    const { row, agrees } = report(name, await compare(name, scripts));
    rows.push(row);
    sound &&= agrees;
  }
  reportPyTorch(rows);
  if (only === undefined || only === 'kernels') await compareKernels(scripts);
  if (only === undefined || only === 'memory') {
    const trainee = startTrainee(scripts.ours, true);
    sound =
      reportMemory('p4-cnn', await trainee.watch('p4-cnn', WATCHED_STEPS).finally(trainee.end)) && sound;
  }
  if (only === undefined || only === 'layers') {
    console.log('\nOne step through each layer: forward, gradients of parameters and input, Adam');
    await timeLayers(reportLayer);
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return sound;
}

if (process.argv.includes('--ours')) serve();
else if (!(await main())) process.exitCode = 1;

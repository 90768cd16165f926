/**
 * `npm run bench`: our training step against stock tfjs, in one run and in interleaved rounds, and the memory of a long run.
 *
 *   --only NAME    one model (mlp-200, mlp-32, cnn, p4-cnn) or `memory`
 *   --json FILE    also writes the rows to a file
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, TOLERANCE } from './compare.ts';
import type { Comparison, Side } from './compare.ts';
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
  readonly pytorch_ms: null;
  readonly gflops: number;
  readonly kernel_share: null;
  readonly peak_mb: number;
}

type TimedSide = Extract<Side, { times: Spread }>;

const show = ({ median, low, high }: Spread): string =>
  `${median.toPrecision(3)} ms (${low.toPrecision(3)}–${high.toPrecision(3)})`;

/** Prints one model's result; returns its row, and whether both sides did the same work. */
function report(name: string, { ours, stock, peak }: Comparison): { row: Row; agrees: boolean } {
  const { title, operations } = models[name]();
  const timed = stock.filter((side): side is TimedSide => 'times' in side);
  const best = timed.toSorted((a, b) => a.times.median - b.times.median)[0] as TimedSide | undefined;
  const gflops = operations / ours.median / 1e6;
  console.log(`\n${title}`);
  console.log(`  ours, wasm    ${show(ours)}   ${gflops.toFixed(1)} GFLOP/s   peak ${peak.toFixed(0)} MB`);
  for (const side of stock) {
    const label = `  stock, ${side.name}`.padEnd(16);
    if ('obstacle' in side) console.log(`${label}cannot train this: ${side.obstacle}`);
    else {
      const ratio = `${(side.times.median / ours.median).toFixed(1)}×`;
      const check = `losses differ by ${side.difference.toExponential(1)}${side.samples < 4 ? `; ${side.samples} steps only` : ''}`;
      console.log(`${label}${show(side.times)}   ${ratio}${side === best ? ' (its best)' : ''}   ${check}`);
    }
  }
  const strays = timed.filter(({ difference }) => !(difference <= TOLERANCE));
  for (const { name: backend } of strays)
    console.log(`  NOT THE SAME WORK: stock ${backend} differs by more than ${TOLERANCE}.`);
  const row: Row = {
    model: name,
    engine: `Node ${process.versions.node}`,
    ours_ms: ours.median,
    stock_ms: best?.times.median ?? null,
    stock_backend: best?.name ?? null,
    pytorch_ms: null,
    gflops,
    kernel_share: null,
    peak_mb: peak,
  };
  return { row, agrees: strays.length === 0 };
}

/** Prints memory at the start, peak and end of a long run; returns whether it stayed flat. */
function reportMemory(model: string, readings: readonly MemoryReading[]): boolean {
  const settled = readings[Math.floor(readings.length / 4)];
  const last = readings[readings.length - 1];
  console.log(`\nMemory over ${last.step} steps of ${model}, in the training loop, on fresh batches of 4`);
  for (const key of ['wasm', 'heap', 'resident'] as const) {
    const values = readings.map((reading) => reading[key]);
    const [first, peak] = [values[0], Math.max(...values)].map((value) => value.toFixed(1));
    console.log(`  ${key.padEnd(10)}start ${first} MB   peak ${peak} MB   end ${last[key].toFixed(1)} MB`);
  }
  // The resident set also grows when V8 gives its nursery more room, so it is shown and not judged. A leak of one tensor
  // handle a step would add a megabyte to the collected heap.
  const flat = last.wasm <= settled.wasm && last.tensors <= settled.tensors && last.heap <= settled.heap + 1;
  console.log(
    flat
      ? `  flat: wasm memory, live tensors (${last.tensors}) and the collected heap since step ${settled.step}`
      : `  NOT FLAT since step ${settled.step}: ${JSON.stringify({ settled, last })}`,
  );
  return flat;
}

async function main(): Promise<boolean> {
  const { only, json } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'string' } },
  }).values;
  const names = [...Object.keys(models), 'memory'];
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
  if (only === undefined || only === 'memory') {
    const trainee = startTrainee(scripts.ours, ['--ours']);
    sound =
      reportMemory('p4-cnn', await trainee.watch('p4-cnn', WATCHED_STEPS).finally(trainee.end)) && sound;
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return sound;
}

if (process.argv.includes('--ours')) serve();
else if (!(await main())) process.exitCode = 1;

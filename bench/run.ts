/**
 * `npm run bench`: our training step in Node and in Chromium against stock tfjs there and PyTorch, in one run and in
 * interleaved rounds, its kernels alone, and the memory of a long run.
 *
 *   --only NAME      one model (mlp-200, mlp-32, hnn-200, hnn-64, cnn, p4-cnn, egnn, deep-sets), `models`, `kernels`, `memory`,
 *                    `layers`, or `page` (which asks for a built site, and is not measured otherwise)
 *   --engine NAME    `node` or `chromium` alone
 *   --json FILE      also writes the rows to a file
 *   --publish        also writes them, with their spread and this machine's name, to src/speed/measured.json, which /speed/ shows
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode } from '../scripts/bundle-for-node.mjs';
import { startNodeBackend } from '../scripts/node-host.ts';
import { reportBars } from './bars.ts';
import { startChromium } from './chromium.ts';
import { compare, TOLERANCE } from './compare.ts';
import type { Comparison, Side } from './compare.ts';
import type { Engine } from './engine.ts';
import { compareKernels } from './kernels.ts';
import { timeLayers } from './layers.ts';
import type { LayerTimes } from './layers.ts';
import type { MemoryReading } from './messages.ts';
import { models } from '../src/speed/models.ts';
import type { Spread } from '../src/speed/statistics.ts';
import { timePages } from './page.ts';
import { findPyTorch, unfairness } from './peers/pytorch.ts';
import { publish } from './publish.ts';
import type { Row } from '../src/speed/published.ts';
import { nodeEngine, startTrainee } from './trainee.ts';

const WATCHED_STEPS = 2000;
/** What the processes that train run. Ours is bundled by itself: what the driver loads would count as its memory. */
const scripts = { ours: resolve('.cache/node/bench-ours.mjs'), stock: resolve('bench/stock.mjs') };

type TimedSide = Extract<Side, { times: Spread }>;

const show = ({ best, low, high }: Spread): string =>
  `${best.toPrecision(3)} ms (${low.toPrecision(3)}–${high.toPrecision(3)})`;

const isTimed = (side: Side): side is TimedSide => 'times' in side;

/** Prints one model's result; returns its row, and whether all sides did the same work. */
function report(
  name: string,
  { engine, ours, kernelShare, stock, pytorch, peak }: Comparison,
): { row: Row; agrees: boolean } {
  const { title, operations } = models[name]();
  const best = stock.find(isTimed);
  const gflops = operations / ours.best / 1e6;
  const label = (text: string): string => `  ${text}`.padEnd(34);
  console.log(`\n${title} · ${engine}`);
  console.log(
    `${label('ours, wasm')}${show(ours)}   ${gflops.toFixed(1)} GFLOP/s   ` +
      `${(100 * kernelShare).toFixed(0)} % in wasm   peak ${peak.toFixed(0)} MB`,
  );
  for (const side of [...stock, pytorch]) {
    if (!isTimed(side)) console.log(`${label(side.name)}${side.obstacle}`);
    else {
      const ratio = `${(side.times.best / ours.best).toFixed(side === pytorch ? 2 : 1)}×`;
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
    engine,
    ours_ms: ours.best,
    stock_ms: best?.times.best ?? null,
    stock_backend: best?.name.replace('stock, ', '') ?? null,
    pytorch_ms: isTimed(pytorch) ? pytorch.times.best : null,
    gflops,
    kernel_share: kernelShare,
    peak_mb: peak || null,
  };
  return { row, agrees: strays.length === 0 };
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

/** The engines that were asked for and are there. */
async function enginesOf(asked: string | undefined): Promise<Engine[]> {
  const engines: Engine[] = asked === 'chromium' ? [] : [nodeEngine(scripts)];
  if (asked === 'node') return engines;
  const chromium = await startChromium();
  if (chromium) engines.push(chromium);
  else
    console.log('Chromium is not installed here; set CHROME_PATH, or run npm test once, which installs it.');
  return engines;
}

async function main(): Promise<boolean> {
  const { only, engine, json, ...flags } = parseArgs({
    options: {
      only: { type: 'string' },
      engine: { type: 'string' },
      json: { type: 'string' },
      publish: { type: 'boolean' },
    },
  }).values;
  const names = [...Object.keys(models), 'models', 'kernels', 'memory', 'layers', 'page'];
  if (only !== undefined && !names.includes(only)) {
    console.error(`No benchmark "${only}". There are: ${names.join(', ')}.`);
    return false;
  }
  if (engine !== undefined && !['node', 'chromium'].includes(engine)) {
    console.error(`No engine "${engine}". There are: node, chromium.`);
    return false;
  }
  await bundleForNode('bench/ours.ts', scripts.ours);
  const asked = Object.keys(models).filter(
    (name) => only === undefined || only === 'models' || only === name,
  );
  const engines = asked.length > 0 ? await enginesOf(engine) : [];
  const pytorch = asked.length > 0 ? findPyTorch() : null;
  const caution = pytorch && unfairness(pytorch);
  if (caution) console.log(`WARNING: ${caution}`);
  if (engines.length > 0)
    console.log(
      `Milliseconds a training step: the shortest (and the quartiles) of interleaved rounds, ${engines.map(({ name }) => name).join(' and ')}, one thread.`,
    );
  const rows: Row[] = [];
  const spreads: Spread[] = [];
  let sound = true;
  for (const name of asked)
    for (const comparison of await compare(name, engines)) {
      const { row, agrees } = report(name, comparison);
      rows.push(row);
      spreads.push(comparison.ours);
      sound &&= agrees;
    }
  if (flags.publish) await publish(rows, spreads);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (only === undefined || only === 'kernels') await compareKernels(scripts);
  if (only === undefined || only === 'memory') {
    const trainee = startTrainee(scripts.ours, true);
    sound =
      reportMemory('p4-cnn', await trainee.watch('p4-cnn', WATCHED_STEPS).finally(trainee.end)) && sound;
  }
  if (only === undefined || only === 'layers') {
    console.log('\nOne step through each layer: forward, gradients of parameters and input, Adam');
    await startNodeBackend();
    timeLayers(reportLayer);
  }
  if (only === 'page') await timePages();
  reportBars(rows);
  return sound;
}

if (!(await main())) process.exitCode = 1;

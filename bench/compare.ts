import type { Engine, Peer } from './engine.ts';
import { describePyTorch, findPyTorch, startPyTorch } from './peers/pytorch.ts';
import { disagreement, spreadOf } from '../src/speed/statistics.ts';
import type { Spread } from '../src/speed/statistics.ts';

/** How many losses are compared (two at least, so that the gradients are too); they also warm both sides up. */
const CHECKED_STEPS = 4;
/** Ours goes on to where it replays. */
const OWN_STEPS = 10;
/** A round of one side lasts about this long, milliseconds, but at least one step: it is to fit between what others do. */
const ROUND = 30;
const ROUNDS = 40;
/** Fast steps go on for so long before they are timed, milliseconds: V8 compiles what is hot in the background. */
const WARM = 600;
/** A step longer than this, milliseconds, needs no warm-up, and a few of them tell enough. */
const SLOW = 1000;
/** How long a side with slow steps may take in all, milliseconds; two steps at least. */
const PATIENCE = 8000;
/** How long our step is watched by the profiler, milliseconds. */
const PROFILED = 400;

/** Two summation orders in float32 (measured: up to 7e-5 on a CNN), with room for four steps of Adam. */
export const TOLERANCE = 1e-3;

/** One side's times, or why it has none. */
export type Side =
  | { readonly name: string; readonly times: Spread; readonly samples: number; readonly difference: number }
  | { readonly name: string; readonly obstacle: string };

/** One model on one engine. */
export interface Comparison {
  readonly engine: string;
  readonly ours: Spread;
  /** Share of our step that is spent in kernels of WebAssembly. */
  readonly kernelShare: number;
  /** Stock tfjs on each of its backends: the times of the better one. */
  readonly stock: readonly Side[];
  readonly pytorch: Side;
  /** Peak resident memory of our process, megabytes. */
  readonly peak: number;
}

/** A side that works: its process, and its milliseconds a step, one number a round. */
interface Runner {
  readonly name: string;
  readonly run: Peer['run'];
  readonly times: number[];
  /** The loss of every step so far. */
  readonly losses: number[];
  /** Milliseconds of the last step of the warm-up. */
  last: number;
  /** Steps in a round. */
  steps: number;
  peak: number;
}

/** Takes the first steps; if they are slow, they are measurements already. */
async function warmUp(name: string, run: Peer['run'], count = CHECKED_STEPS): Promise<Runner> {
  const runner: Runner = { name, run, times: [], losses: [], last: 0, steps: 1, peak: 0 };
  for (let spent = 0; runner.losses.length < count && spent < PATIENCE / 2; spent += runner.last) {
    const { losses, milliseconds } = await run(1);
    runner.losses.push(...losses);
    runner.last = milliseconds;
    if (milliseconds > SLOW) runner.times.push(milliseconds);
  }
  for (let spent = 0; runner.last < ROUND && spent < WARM;) {
    runner.steps = Math.max(1, Math.round(ROUND / runner.last));
    const { losses, milliseconds } = await run(runner.steps);
    runner.losses.push(...losses);
    runner.last = milliseconds / runner.steps;
    spent += milliseconds;
  }
  runner.steps = Math.max(1, Math.round(ROUND / runner.last));
  return runner;
}

const hasEnough = ({ times, steps }: Runner): boolean => {
  const spent = times.reduce((sum, time) => sum + time * steps, 0);
  // A side whose one step takes longer than all the others together has its loss compared, and its gradients not.
  return times.length >= ROUNDS || (times.length >= 2 && spent > PATIENCE) || spent > 3 * PATIENCE;
};

async function runRounds(runners: readonly Runner[]): Promise<void> {
  while (!runners.every(hasEnough)) {
    for (const runner of runners) {
      // Who is done keeps going while another is measured: the machine's mood is then the same for both.
      if (runner.steps === 1 && hasEnough(runner)) continue;
      const { losses, milliseconds, peak } = await runner.run(runner.steps);
      runner.losses.push(...losses);
      runner.times.push(milliseconds / runner.steps);
      runner.peak = peak;
    }
  }
}

/** What went wrong, without the stack that a page adds. */
const message = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n')[0]
    .replace('page.evaluate: Error: ', '');

/** Starts and warms up stock tfjs on both of its backends; times are taken of the faster one alone. */
async function findStock(
  start: (backend: 'wasm' | 'cpu') => Promise<Runner>,
): Promise<{ best: Runner | undefined; others: Side[] }> {
  const works: Runner[] = [];
  const others: Side[] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    try {
      works.push(await start(backend));
    } catch (error) {
      others.push({ name: `stock, ${backend}`, obstacle: `cannot train this: ${message(error)}` });
    }
  }
  const [best, slower] = works.toSorted((a, b) => a.last - b.last);
  if (slower) others.push({ name: slower.name, obstacle: `slower, about ${slower.last.toPrecision(2)} ms` });
  return { best, others };
}

/** Times our step on each engine against stock tfjs there and PyTorch, on the same start and batch, in interleaved rounds. */
export async function compare(model: string, engines: readonly Engine[]): Promise<Comparison[]> {
  const ends: (() => void)[] = [];
  try {
    const fields: (Pick<Comparison, 'engine'> & {
      readonly ours: Runner;
      readonly best: Runner | undefined;
      readonly others: Side[];
      readonly profile: (steps: number) => Promise<number>;
    })[] = [];
    let pytorch: Runner | null = null;
    for (const engine of engines) {
      const trainee = await engine.startOurs();
      ends.push(trainee.end);
      const beginning = await trainee.load(model);
      const begin = async (name: string, peer: Peer): Promise<Runner> => {
        ends.push(peer.end);
        await peer.load(model, beginning);
        return warmUp(name, (steps) => peer.run(steps));
      };
      const ours = await warmUp('ours', (steps) => trainee.run(steps), OWN_STEPS);
      const { best, others } = await findStock(async (backend) =>
        begin(`stock, ${backend}`, await engine.startStock(backend)),
      );
      const torch = pytorch ? null : findPyTorch();
      if (torch) pytorch = await begin(`PyTorch ${describePyTorch(torch)}`, startPyTorch(torch.python));
      fields.push({ engine: engine.name, ours, best, others, profile: (steps) => trainee.profile(steps) });
    }
    const runners = [...fields.flatMap(({ ours, best }) => [ours, best]), pytorch];
    await runRounds(runners.filter((runner) => runner !== null && runner !== undefined));

    const results: Comparison[] = [];
    for (const { engine, ours, best, others, profile } of fields) {
      const sideOf = ({ name, times, losses }: Runner): Side => {
        const difference = disagreement(losses.slice(0, CHECKED_STEPS), ours.losses);
        return { name, times: spreadOf(times), samples: times.length, difference };
      };
      const times = spreadOf(ours.times);
      results.push({
        engine,
        ours: times,
        kernelShare: await profile(Math.max(3, Math.round(PROFILED / times.best))),
        stock: [...others, ...(best ? [sideOf(best)] : [])],
        pytorch: pytorch ? sideOf(pytorch) : { name: 'PyTorch', obstacle: 'is not installed' },
        peak: ours.peak,
      });
    }
    return results;
  } finally {
    for (const end of ends) end();
  }
}

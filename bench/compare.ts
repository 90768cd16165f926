import { findPyTorch, startPyTorch } from './peers/pytorch.ts';
import { disagreement, spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';
import { startStock, startTrainee } from './trainee.ts';
import type { Peer } from './trainee.ts';

/** How many losses are compared (two at least, so that the gradients are too); they also warm both sides up. */
const CHECKED_STEPS = 4;
/** Ours goes on to where it replays. */
const OWN_STEPS = 10;
/** A round of one side lasts about this long, milliseconds, but at least one step. */
const ROUND = 250;
const ROUNDS = 7;
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

export interface Comparison {
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

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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

/** Times our step against stock tfjs and PyTorch, on the same start and batch, in interleaved rounds. */
export async function compare(model: string, scripts: { ours: string; stock: string }): Promise<Comparison> {
  const ends: (() => void)[] = [];
  try {
    const trainee = startTrainee(scripts.ours);
    ends.push(trainee.end);
    const beginning = await trainee.load(model);
    const begin = async (name: string, peer: Peer): Promise<Runner> => {
      ends.push(peer.end);
      await peer.load(model, beginning);
      return warmUp(name, (steps) => peer.run(steps));
    };
    const ours = await warmUp('ours', (steps) => trainee.run(steps), OWN_STEPS);
    const { best, others } = await findStock((backend) =>
      begin(`stock, ${backend}`, startStock(scripts.stock, backend)),
    );
    const torch = findPyTorch();
    const pytorch = torch && (await begin(`PyTorch ${torch.version}`, startPyTorch(torch.python)));
    const peers = [best, pytorch].filter((runner) => runner !== null && runner !== undefined);
    await runRounds([ours, ...peers]);

    const sideOf = ({ name, times, losses }: Runner): Side => {
      const difference = disagreement(losses.slice(0, CHECKED_STEPS), ours.losses);
      return { name, times: spreadOf(times), samples: times.length, difference };
    };
    const median = spreadOf(ours.times);
    return {
      ours: median,
      kernelShare: await trainee.profile(Math.max(3, Math.round(PROFILED / median.median))),
      stock: [...others, ...(best ? [sideOf(best)] : [])],
      pytorch: pytorch ? sideOf(pytorch) : { name: 'PyTorch', obstacle: 'is not installed' },
      peak: ours.peak,
    };
  } finally {
    for (const end of ends) end();
  }
}

import { disagreement, spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';
import { startTrainee } from './trainee.ts';
import type { Trainee } from './trainee.ts';

/** How many losses are compared (two at least, so that the gradients are too); they also warm both sides up. */
const CHECKED_STEPS = 4;
/** A round of one side lasts about this long, milliseconds, but at least one step. */
const ROUND = 300;
const ROUNDS = 7;
/** A step longer than this, milliseconds, needs no warm-up, and a few of them tell enough. */
const SLOW = 1000;
/** How long a side with slow steps may take in all, milliseconds; two steps at least. */
const PATIENCE = 20_000;

/** Two summation orders in float32 (measured: up to 7e-5 on a CNN), with room for four steps of Adam. */
export const TOLERANCE = 1e-3;

/** One side's times, or why it has none. */
export type Side =
  | { readonly name: string; readonly times: Spread; readonly samples: number; readonly difference: number }
  | { readonly name: string; readonly obstacle: string };

export interface Comparison {
  readonly ours: Spread;
  /** Stock tfjs on each of its backends. */
  readonly stock: readonly Side[];
  /** Peak resident memory of our process, megabytes. */
  readonly peak: number;
}

/** A side that works: its process, and its milliseconds a step, one number a round. */
interface Runner {
  readonly name: string;
  readonly trainee: Trainee;
  readonly times: number[];
  /** The loss of every step so far. */
  readonly losses: number[];
  /** Steps in a round. */
  steps: number;
  peak: number;
}

/** Takes the first steps; if they are slow, they are measurements already. */
async function warmUp(name: string, trainee: Trainee): Promise<Runner> {
  const runner: Runner = { name, trainee, times: [], losses: [], steps: 1, peak: 0 };
  let last = 0;
  for (let spent = 0; runner.losses.length < CHECKED_STEPS && spent < PATIENCE / 2; spent += last) {
    const { losses, milliseconds } = await trainee.run(1);
    runner.losses.push(...losses);
    last = milliseconds;
    if (last > SLOW) runner.times.push(last);
  }
  if (runner.times.length === 0) runner.steps = Math.max(1, Math.round(ROUND / last));
  return runner;
}

const hasEnough = ({ times, steps }: Runner): boolean => {
  const spent = times.reduce((sum, time) => sum + time * steps, 0);
  return times.length >= ROUNDS || (times.length >= 2 && spent > PATIENCE);
};

async function runRounds(runners: readonly Runner[]): Promise<void> {
  while (!runners.every(hasEnough)) {
    for (const runner of runners) {
      // Who is done keeps going while another is measured: the machine's mood is then the same for both.
      if (runner.steps === 1 && hasEnough(runner)) continue;
      const { losses, milliseconds, peak } = await runner.trainee.run(runner.steps);
      runner.losses.push(...losses);
      runner.times.push(milliseconds / runner.steps);
      runner.peak = peak;
    }
  }
}

/** Times our step against stock tfjs on each backend, on the same start and batch, in interleaved rounds. */
export async function compare(model: string, scripts: { ours: string; stock: string }): Promise<Comparison> {
  const trainees: Trainee[] = [];
  const start = (file: string, args: readonly string[] = []): Trainee => {
    const trainee = startTrainee(file, args);
    trainees.push(trainee);
    return trainee;
  };
  try {
    const trainee = start(scripts.ours, ['--ours']);
    const beginning = await trainee.load(model, 'wasm');
    const ours = await warmUp('ours', trainee);

    const obstacles: Side[] = [];
    const stock: Runner[] = [];
    for (const backend of ['wasm', 'cpu'] as const) {
      const theirs = start(scripts.stock);
      try {
        await theirs.load(model, backend, beginning);
        stock.push(await warmUp(backend, theirs));
      } catch (error) {
        obstacles.push({ name: backend, obstacle: error instanceof Error ? error.message : String(error) });
        theirs.end();
      }
    }
    await runRounds([ours, ...stock]);
    const timed = stock.map(({ name, times, losses }): Side => {
      const difference = disagreement(losses.slice(0, CHECKED_STEPS), ours.losses);
      return { name, times: spreadOf(times), samples: times.length, difference };
    });
    return { ours: spreadOf(ours.times), stock: [...obstacles, ...timed], peak: ours.peak };
  } finally {
    for (const trainee of trainees) trainee.end();
  }
}

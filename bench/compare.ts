import { disagreement, spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';
import { startTrainee } from './trainee.ts';
import type { Trainee } from './trainee.ts';

/** Losses that are compared before anything is timed; they also warm both sides up. */
const CHECKED_STEPS = 4;
/** A round of one side lasts about this long, milliseconds, but at least one step. */
const ROUND = 300;
const ROUNDS = 7;
/** With steps of more than a second (stock on cpu), fewer rounds tell enough. */
const SLOW_ROUNDS = 3;

/** Two summation orders in float32 (measured: up to 7e-5 on a CNN), with room for four steps of Adam. */
export const TOLERANCE = 1e-3;

/** One side's times, or why it has none. */
export type Side =
  | { readonly name: string; readonly times: Spread; readonly difference: number }
  | { readonly name: string; readonly obstacle: string };

export interface Comparison {
  readonly ours: Spread;
  /** Stock tfjs on each of its backends. */
  readonly stock: readonly Side[];
  /** Peak resident memory of our process, megabytes. */
  readonly peak: number;
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
    const ours = start(scripts.ours, ['--ours']);
    const beginning = await ours.load(model, 'wasm');
    const reference = await ours.run(CHECKED_STEPS);

    const stock: Side[] = [];
    const runners = [
      { run: (steps: number) => ours.run(steps), steps: 1, times: [] as number[], difference: 0, name: '' },
    ];
    for (const backend of ['wasm', 'cpu'] as const) {
      const theirs = start(scripts.stock);
      try {
        await theirs.load(model, backend, beginning);
        const { losses } = await theirs.run(CHECKED_STEPS);
        const difference = disagreement(reference.losses, losses);
        runners.push({
          run: (steps: number) => theirs.run(steps),
          steps: 1,
          times: [],
          difference,
          name: backend,
        });
      } catch (error) {
        stock.push({ name: backend, obstacle: error instanceof Error ? error.message : String(error) });
        theirs.end();
      }
    }

    for (const runner of runners) {
      const { milliseconds } = await runner.run(2);
      runner.steps = Math.max(1, Math.round(ROUND / (milliseconds / 2)));
    }
    let peak = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const runner of runners) {
        if (round >= SLOW_ROUNDS && (runner.times[0] ?? 0) > 1000) continue;
        const timed = await runner.run(runner.steps);
        runner.times.push(timed.milliseconds / runner.steps);
        if (runner === runners[0]) peak = timed.peak;
      }
    }
    const [{ times }, ...others] = runners;
    for (const { name, times, difference } of others)
      stock.push({ name, times: spreadOf(times), difference });
    return { ours: spreadOf(times), stock, peak };
  } finally {
    for (const trainee of trainees) trainee.end();
  }
}

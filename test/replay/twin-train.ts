/** `train` as a test of its steps takes it: what is measured between them is measured twice and then repeated. */
import { train as trueTrain } from '../../src/tensor/train.ts';
import type { Snapshot, TrainOptions } from '../../src/tensor/train.ts';

export type * from '../../src/tensor/train.ts';

/** So many evaluations come between replayed steps, and disturb them if they can; more would only take time. */
const MEASURED = 2;

export function train<B, M = undefined>(
  options: TrainOptions<B, M>,
): AsyncGenerator<Snapshot<M>, void, undefined> {
  const { evaluate } = options;
  if (!evaluate) return trueTrain(options);
  const values: M[] = [];
  const run = async (step: number): Promise<M> => {
    if (values.length < MEASURED) values.push(await evaluate.run(step));
    return values.at(-1)!;
  };
  return trueTrain({ ...options, evaluate: { ...evaluate, run } });
}

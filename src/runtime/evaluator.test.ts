import { describe, expect, it } from 'vitest';
import type { CellFunction, CellIndex, LiveContext } from './contract.ts';
import { createEvaluator } from './evaluator.ts';
import { release } from './release.ts';

const indexOf = (cells: Record<string, CellFunction<LiveContext>>): CellIndex<LiveContext> =>
  Object.fromEntries(Object.entries(cells).map(([id, run]) => [id, () => Promise.resolve({ default: run })]));

const run = (
  evaluator: ReturnType<typeof createEvaluator>,
  cell: string,
  signal = new AbortController().signal,
) => {
  const seen: [string, unknown][] = [];
  const done = evaluator.evaluate({
    cell,
    seed: 7,
    signal,
    progress: () => undefined,
    inputs: {},
    snapshot: (name, value) => seen.push([name, value]),
  });
  return done.then(() => seen);
};

describe('createEvaluator', () => {
  it('promises are awaited, generators stream, and the next cell sees the newest value', async () => {
    const evaluator = createEvaluator(
      indexOf({
        a: async ({ seed }) => ({
          outputs: {
            soon: Promise.resolve(seed),
            streamed: (async function* () {
              yield 1;
              yield 2;
            })(),
          },
        }),
        b: async (_, inputs) => ({
          outputs: { sum: (inputs['soon'] as number) + (inputs['streamed'] as number) },
        }),
      }),
      release,
    );
    expect((await run(evaluator, 'a')).filter(([name]) => name === 'streamed')).toEqual([
      ['streamed', 1],
      ['streamed', 2],
    ]);
    expect(await run(evaluator, 'b')).toEqual([['sum', 9]]);
  });

  it('forgetting a cell frees what its outputs hold, once', async () => {
    let disposed = 0;
    const tensor = { isDisposed: false, dispose: () => disposed++ };
    const evaluator = createEvaluator(
      indexOf({ a: async () => ({ outputs: { model: { layers: [tensor, tensor] } } }) }),
      release,
    );
    await run(evaluator, 'a');
    evaluator.forget('a');
    evaluator.forget('a');
    expect(disposed).toBe(1);
    expect(evaluator.value('model')).toBeUndefined();
  });

  it('an error in a generator reaches the caller', async () => {
    const evaluator = createEvaluator(
      indexOf({
        a: async () => ({
          outputs: {
            x: (async function* () {
              yield 1;
              throw new RangeError('too far');
            })(),
          },
        }),
      }),
      release,
    );
    await expect(run(evaluator, 'a')).rejects.toThrow('too far');
  });
});

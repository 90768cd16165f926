import { describe, expect, it } from 'vitest';
import type { LiveCell } from './live-cell.ts';
import type { LiveState } from './live-state.ts';
import { runAll } from './run-all.ts';

/** A cell that runs as told, and notes that it did. */
function fakeCell(
  id: string,
  from: string[],
  log: string[],
  ends: 'finished' | 'failed' | 'stopped' = 'finished',
) {
  let state: LiveState = { phase: 'published' };
  const cell = {
    descriptor: { id, inputs: from.map((name) => ({ name, from: name })) },
    fresh: false,
    get state() {
      return state;
    },
    run: () => {
      log.push(`run ${id}`);
      state =
        ends === 'finished'
          ? { phase: 'finished', elapsed: 0, verdict: 'identical', last: undefined }
          : ends === 'failed'
            ? { phase: 'failed', partial: false, error: { name: 'Error', message: '', stack: '' } }
            : { phase: 'stopped', partial: false, last: undefined };
      return Promise.resolve(ends === 'finished');
    },
    stop: () => log.push(`stop ${id}`),
    skip: (because: string) => log.push(`skip ${id} because ${because}`),
  };
  return cell as unknown as LiveCell;
}

const settle = () => Promise.resolve();
const quiet = () => undefined;

describe('runAll', () => {
  it('each cell once, in the order given; what is fresh is left', async () => {
    const log: string[] = [];
    const cells = [fakeCell('a', [], log), fakeCell('b', ['a'], log), fakeCell('c', ['b'], log)];
    Object.assign(cells[1] as object, { fresh: true });
    const told: number[] = [];
    const end = await runAll(cells, settle, new AbortController().signal, ({ done }) => told.push(done));
    expect(log).toEqual(['run a', 'run c']);
    expect(told).toEqual([0, 1, 2, 3]);
    expect(end).toEqual({ done: 3, of: 3, failed: [], notRun: [] });
  });

  it('a failure keeps back what depends on it, through any number of cells, and nothing else', async () => {
    const log: string[] = [];
    const cells = [
      fakeCell('a', [], log, 'failed'),
      fakeCell('b', ['a'], log),
      fakeCell('c', ['b'], log),
      fakeCell('d', [], log),
    ];
    const end = await runAll(cells, settle, new AbortController().signal, quiet);
    expect(log).toEqual(['run a', 'skip b because a', 'skip c because b', 'run d']);
    expect(end).toMatchObject({ failed: ['a'], notRun: ['b', 'c'] });
  });

  it('Stop all ends the cell that runs and starts no other', async () => {
    const log: string[] = [];
    const abort = new AbortController();
    const first = fakeCell('a', [], log);
    const run = () => {
      abort.abort();
      return Promise.resolve(false);
    };
    const end = await runAll(
      [Object.assign(first, { run }), fakeCell('b', [], log)],
      settle,
      abort.signal,
      quiet,
    );
    expect(log).toEqual(['stop a']);
    expect(end).toMatchObject({ done: 0, failed: [] });
  });
});

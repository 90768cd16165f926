import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveCell } from './create-live-cell.ts';
import type { CellDescriptor } from './descriptor.ts';
import type { LiveCell } from './live-cell.ts';
import type { FromWorker } from './messages.ts';
import { createTurns, type Turns } from './turns.ts';
import type { RunRequest, WorkerClient } from './worker-client.ts';

/** A worker that does what the test says, and no more. */
function fakeWorker() {
  const runs: { request: RunRequest; say: (message: FromWorker) => void; stops: number }[] = [];
  const forgotten: string[] = [];
  const client: WorkerClient = {
    workers: 1,
    run(request, say) {
      const run = { request, say, stops: 0 };
      runs.push(run);
      return { stop: () => (run.stops += 1), shown: () => undefined };
    },
    close: () => undefined,
    pause: () => undefined,
    reload: () => undefined,
    move: () => undefined,
    forget(cell) {
      forgotten.push(cell);
      return Promise.resolve(0);
    },
  };
  const latest = () => {
    const run = runs.at(-1);
    if (!run) throw new Error('nothing was sent to the worker');
    return run;
  };
  return {
    client,
    runs,
    forgotten,
    latest,
    snapshot: (outputs: Record<string, unknown>) => latest().say({ type: 'snapshot', run: 0, outputs }),
    finish: () => latest().say({ type: 'finished', run: 0, elapsed: 7, tensors: 2 }),
    stopped: () => latest().say({ type: 'stopped', run: 0, tensors: 0 }),
    fail: (message: string) =>
      latest().say({ type: 'failed', run: 0, tensors: 0, error: { name: 'Error', message, stack: '' } }),
  };
}

function describeCell(id: string, given: Partial<CellDescriptor> = {}): CellDescriptor {
  return {
    id,
    kind: 'live',
    inputs: [],
    outputs: [id],
    crossing: [id],
    control: false,
    long: false,
    seed: 1,
    key: `${id}, first version`,
    publishedKey: `${id}, first version`,
    frozen: { [id]: 10 },
    ...given,
  };
}

/** Cells a ← b on one fake worker; everything that is asked for has been sent when `rest` resolves. */
function pair(turns = createTurns()) {
  const worker = fakeWorker();
  const make = (descriptor: CellDescriptor, upstream: LiveCell[]): LiveCell =>
    createLiveCell({
      chapter: 'test',
      descriptor,
      client: worker.client,
      turns,
      publishedInputs: {},
      upstream,
      settle: () => Promise.resolve(),
      changed: () => undefined,
    });
  const a = make(describeCell('a'), []);
  const b = make(describeCell('b', { inputs: [{ name: 'a', from: 'a' }] }), [a]);
  return { worker, a, b };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));

describe('one live cell', () => {
  it('published → running → finished, with the verdict identical for the published values', async () => {
    const { worker, a } = pair();
    expect(a.state).toEqual({ phase: 'published' });
    const ended = a.run();
    await rest();
    expect(a.state.phase).toBe('running');
    worker.latest().say({ type: 'started', run: 0, backend: 'wasm', reason: '' });
    worker.snapshot({ a: 10 });
    worker.finish();
    expect(await ended).toBe(true);
    expect(a.state).toMatchObject({ phase: 'finished', verdict: 'identical', elapsed: 7 });
    expect(a).toMatchObject({ fresh: true, stale: false, tensors: 2, backend: { name: 'wasm' } });
  });

  it('one other bit at the published seed: differs; at another seed: other-inputs', async () => {
    const { worker, a } = pair();
    for (const [seed, verdict] of [
      [1, 'differs'],
      [2, 'other-inputs'],
    ] as const) {
      a.setSeed(seed);
      const ended = a.run();
      await rest();
      expect(worker.latest().request.seed).toBe(seed);
      worker.snapshot({ a: 10.000000000000002 });
      worker.finish();
      await ended;
      expect(a.state).toMatchObject({ verdict });
    }
  });

  it('Stop: the run is told once, its last values stay', async () => {
    const { worker, a } = pair();
    const ended = a.run();
    await rest();
    worker.snapshot({ a: 4 });
    a.stop();
    expect(worker.latest().stops).toBe(1);
    worker.stopped();
    expect(await ended).toBe(false);
    expect(a.state).toMatchObject({ phase: 'stopped', partial: true });
    expect(a.outputs.current).toEqual({ a: 4 });
    expect(a.fresh).toBe(false);
  });

  it('Run while it runs is the same run', async () => {
    const { worker, a } = pair();
    const both = [a.run(), a.run()];
    await rest();
    expect(worker.runs).toHaveLength(1);
    worker.finish();
    expect(await Promise.all(both)).toEqual([true, true]);
  });

  it('a seed that was changed and changed back leaves nothing stale', async () => {
    const { worker, a } = pair();
    const ended = a.run();
    await rest();
    worker.finish();
    await ended;
    a.setSeed(5);
    expect(a).toMatchObject({ stale: true, fresh: false });
    a.setSeed(1);
    expect(a).toMatchObject({ stale: false, fresh: true });
  });

  it('a seed that is changed while it runs: what comes is stale', async () => {
    const { worker, a } = pair();
    const ended = a.run();
    await rest();
    a.setSeed(3);
    worker.snapshot({ a: 10 });
    worker.finish();
    await ended;
    expect(a).toMatchObject({ stale: true, fresh: false });
  });

  it('Reset: published value and seed again, and the worker forgets; a seed set meanwhile stays', async () => {
    const { worker, a } = pair();
    a.setSeed(3);
    void a.run();
    await rest();
    worker.snapshot({ a: 99 });
    const reset = a.reset();
    a.setSeed(8);
    worker.stopped();
    await reset;
    expect(a.state).toEqual({ phase: 'published' });
    expect(a.outputs.current).toEqual({ a: 10 });
    expect(a.seed).toBe(8);
    expect(worker.forgotten).toEqual(['a']);
  });

  it('a lost worker holds nothing', async () => {
    const { worker, a } = pair();
    const ended = a.run();
    await rest();
    worker.finish();
    await ended;
    a.lose();
    expect(a).toMatchObject({ fresh: false, stale: false, tensors: 0 });
  });

  it('an input that cannot be sent to a worker fails that run alone', async () => {
    const { worker, a } = pair();
    const { run } = worker.client;
    worker.client.run = () => {
      throw new DOMException('an element could not be cloned', 'DataCloneError');
    };
    expect(await a.run()).toBe(false);
    expect(a.state).toMatchObject({ phase: 'failed', error: { name: 'DataCloneError' } });
    worker.client.run = run;
    const again = a.run();
    await rest();
    worker.finish();
    expect(await again).toBe(true);
  });
});

describe('a ← b', () => {
  it('Run b runs a, then b, in one turn', async () => {
    const { worker, a, b } = pair();
    const ended = b.run();
    await rest();
    expect(b.state).toEqual({ phase: 'waiting', for: 'a' });
    expect(worker.runs.map(({ request }) => request.cell)).toEqual(['a']);
    worker.finish();
    await rest();
    expect(worker.runs.map(({ request }) => request.cell)).toEqual(['a', 'b']);
    worker.finish();
    expect(await ended).toBe(true);
    expect([a.fresh, b.fresh]).toEqual([true, true]);
  });

  it('a failed: b is not run, and says because of which', async () => {
    const { worker, b } = pair();
    const ended = b.run();
    await rest();
    worker.fail('broken');
    expect(await ended).toBe(false);
    expect(b.state).toEqual({ phase: 'not-run', because: 'a', how: 'failed' });
    expect(worker.runs).toHaveLength(1);
  });

  it('Stop b while it waits stops a', async () => {
    const { worker, b } = pair();
    const ended = b.run();
    await rest();
    b.stop();
    expect(worker.latest().stops).toBe(1);
    worker.stopped();
    expect(await ended).toBe(false);
    expect(b.state).toMatchObject({ phase: 'stopped', partial: false });
  });

  it('Run a while b has the turn: a waits, and is not run a second time when b has run it', async () => {
    const { worker, a, b } = pair();
    const first = b.run();
    await rest();
    const second = a.run();
    worker.finish();
    await rest();
    worker.finish();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(worker.runs.map(({ request }) => request.cell)).toEqual(['a', 'b']);
  });

  it('one run at a time: what is asked for second is sent when the first has ended', async () => {
    const { worker, a, b } = pair();
    const first = a.run();
    await rest();
    const second = b.run();
    await rest();
    expect(worker.runs).toHaveLength(1);
    expect(b.state).toEqual({ phase: 'waiting', for: 'a' });
    worker.finish();
    await first;
    await rest();
    expect(worker.runs).toHaveLength(2);
    worker.finish();
    expect(await second).toBe(true);
  });

  it('another run of a: b may refer to what a had, and is not fresh, though it is not stale', async () => {
    const { worker, a, b } = pair();
    const all = b.run();
    for (let i = 0; i < 2; i++) {
      await rest();
      worker.finish();
    }
    await all;
    const again = a.run();
    await rest();
    worker.finish();
    await again;
    expect(b).toMatchObject({ stale: false, fresh: false });
  });

  it('another seed of a makes b stale', () => {
    const { a, b } = pair();
    a.setSeed(2);
    expect(b.stale).toBe(true);
    a.setSeed(1);
    expect(b.stale).toBe(false);
  });
});

describe('any order of Run, Stop, Reset, seed, and of the worker’s answers', () => {
  const step = fc.constantFrom(
    ...(['run a', 'run b', 'stop a', 'stop b', 'reset a', 'reset b', 'seed a', 'seed b'] as const),
    ...(['answer', 'answer', 'answer', 'fail'] as const),
  );

  const law = (turns?: () => Turns) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { worker, a, b } = pair(turns?.());
        const cells = { a, b };
        let answered = 0;
        let seed = 1;
        // What a worker would answer: stopped if it was told to stop, otherwise the end of the run.
        const answer = (failing = false): void => {
          const run = worker.runs[answered];
          if (!run) return;
          answered++;
          if (run.stops > 0) run.say({ type: 'stopped', run: 0, tensors: 0 });
          else if (failing) worker.fail('broken');
          else run.say({ type: 'finished', run: 0, elapsed: 1, tensors: 0 });
        };
        const asked: Promise<unknown>[] = [];
        for (const name of steps) {
          const [verb, id] = name.split(' ') as [string, 'a' | 'b' | undefined];
          if (verb === 'answer' || verb === 'fail') answer(verb === 'fail');
          else if (id && verb === 'seed') cells[id].setSeed(++seed);
          else if (id && verb === 'run') asked.push(cells[id].run());
          else if (id && verb === 'stop') cells[id].stop();
          else if (id) asked.push(cells[id].reset());
          await rest();
          expect(worker.runs.length - answered).toBeLessThanOrEqual(1);
        }
        const last = b.run();
        for (let i = 0; i < steps.length + 4; i++) {
          answer();
          await rest();
        }
        await Promise.all(asked);
        if (!(await last) || !b.fresh) {
          const again = b.run();
          for (let i = 0; i < 3; i++) {
            await rest();
            answer();
          }
          expect(await again).toBe(true);
        }
        expect(b).toMatchObject({ fresh: true, stale: false });
        expect(worker.runs.at(-1)?.request).toMatchObject({ cell: 'b', seed: b.seed });
      }),
      { numRuns: 150, seed: 1 },
    );

  it('the worker never has two runs at once, every run ends, and Run b then ends fresh', () => law());

  it('turns that let everyone in are caught', async () => {
    const turns = () => ({ holder: undefined, take: <T>(_who: string, work: () => Promise<T>) => work() });
    await expect(law(turns)).rejects.toThrow();
  });
});

describe('an edit by the author', () => {
  /** Both cells have run to their end. */
  async function ran() {
    const cells = pair();
    const ended = cells.b.run();
    for (const value of [{ a: 11 }, { b: 12 }]) {
      await rest();
      cells.worker.snapshot(value);
      cells.worker.finish();
    }
    await ended;
    return cells;
  }
  const place = (descriptor: CellDescriptor, upstream: LiveCell[]) => ({
    descriptor,
    publishedInputs: {},
    upstream,
    settle: () => Promise.resolve(),
    changed: () => undefined,
  });
  const uses = { inputs: [{ name: 'a', from: 'a' }] };

  it('elsewhere: values, state and what the worker holds stay', async () => {
    const { a, b } = await ran();
    a.adopt(place(describeCell('a'), []));
    b.adopt(place(describeCell('b', uses), [a]));
    expect(a).toMatchObject({ fresh: true, stale: false, state: { phase: 'finished' } });
    expect(b).toMatchObject({ fresh: true, stale: false, outputs: { current: { b: 12 } } });
  });

  it('of a cell: it and what depends on it are stale, and run anew; what is above is not', async () => {
    const { worker, a, b } = await ran();
    const before = worker.runs.length;
    a.adopt(place(describeCell('a'), []));
    b.adopt(place(describeCell('b', { ...uses, key: 'b, second version' }), [a]));
    expect([a.stale, b.stale, a.fresh, b.fresh]).toEqual([false, true, true, false]);
    void b.run();
    await rest();
    expect(worker.runs.slice(before).map(({ request }) => request.cell)).toEqual(['b']);
  });

  it('of a cell above: both are stale', async () => {
    const { a, b } = await ran();
    a.adopt(place(describeCell('a', { key: 'a, second version' }), []));
    b.adopt(place(describeCell('b', { ...uses, key: 'b, above a second version' }), [a]));
    expect([a.stale, b.stale]).toEqual([true, true]);
  });

  it('before any run: what is shown is the published value, and stale where the code is another', () => {
    const { a, b } = pair();
    a.adopt(place(describeCell('a', { frozen: { a: 20 } }), []));
    b.adopt(place(describeCell('b', { ...uses, key: 'b, second version' }), [a]));
    expect(a.outputs.current).toEqual({ a: 20 });
    expect([a.stale, b.stale]).toEqual([false, true]);
  });
});

describe('code of the reader’s', () => {
  it('is told of what it gave, equal to the published or not, until that is taken from the page', async () => {
    const { worker, a, b } = pair();
    const place = { publishedInputs: {}, settle: () => Promise.resolve(), changed: () => undefined };
    const uses = { inputs: [{ name: 'a', from: 'a' }] };
    a.adopt({ ...place, descriptor: describeCell('a', { key: 'own 1' }), upstream: [], edited: ['a'] });
    b.adopt({ ...place, descriptor: describeCell('b', uses), upstream: [a], edited: ['a'] });
    expect([a.stale, b.stale, a.ownCode, b.ownCode]).toEqual([true, true, false, false]);

    void b.run();
    await rest();
    worker.snapshot({ a: 10 });
    worker.finish();
    await rest();
    expect(a).toMatchObject({ ownCode: true, state: { phase: 'finished', verdict: 'own-code-same' } });
    expect(b.ownCode).toBe(false);
    worker.snapshot({ b: 11 });
    worker.finish();
    await rest();
    expect(b).toMatchObject({ ownCode: true, state: { phase: 'finished', verdict: 'own-code' } });

    a.adopt({ ...place, descriptor: describeCell('a'), upstream: [] });
    b.adopt({ ...place, descriptor: describeCell('b', uses), upstream: [a] });
    await Promise.all([a.reset(), b.reset()]);
    expect([a.ownCode, b.ownCode, a.outputs.current, b.outputs.current]).toEqual([
      false,
      false,
      { a: 10 },
      { b: 10 },
    ]);
    void a.run();
    await rest();
    worker.snapshot({ a: 10 });
    worker.finish();
    await rest();
    expect(a).toMatchObject({ ownCode: false, state: { verdict: 'identical' } });
  });
});

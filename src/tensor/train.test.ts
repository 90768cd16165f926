import { beforeAll, describe, expect, test } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { DivergenceError } from './divergence.ts';
import { adam, sgd } from './optimizers.ts';
import type { Optimizer } from './optimizers.ts';
import { fingerprint } from './parameters.ts';
import { random } from './random.ts';
import { train } from './train.ts';
import type { Snapshot } from './train.ts';
import { trainStep } from './train-step.ts';
import type { TrainStep } from './train-step.ts';

interface Batch {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
}

const POINTS = 32;

/** A noisy line y = 2 x₀ − x₁ + 0.5 + noise: the same points for every step of one seed. */
function points(seed: number): { x: number[][]; y: number[] } {
  const seeded = random(seed);
  const x = Array.from({ length: POINTS }, () => [seeded.normal(), seeded.normal(), 1]);
  return { x, y: x.map(([a, b]) => 2 * a - b + 0.5 + 0.1 * seeded.normal()) };
}

const full = (seed: number) => (): Batch => {
  const { x, y } = points(seed);
  return { x: tf.tensor2d(x), y: tf.tensor2d(y, [POINTS, 1]) };
};

/** Least squares by the normal equations, XᵀX w = Xᵀy, with Gaussian elimination. */
function leastSquares({ x, y }: { x: number[][]; y: number[] }): number[] {
  const rows = [0, 1, 2].map((i) => [
    ...[0, 1, 2].map((j) => x.reduce((sum, r) => sum + r[i] * r[j], 0)),
    x.reduce((sum, r, k) => sum + r[i] * y[k], 0),
  ]);
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < 3; k++) {
      if (k === i) continue;
      const factor = rows[k][i] / rows[i][i];
      rows[k] = rows[k].map((value, j) => value - factor * rows[i][j]);
    }
  }
  return rows.map((row, i) => row[3] / row[i]);
}

/** The linear model X w; `burden` makes each step take that many milliseconds more. */
function line(optimizer: Optimizer, burden = 0): TrainStep<{ w: tf.Tensor2D }, Batch> {
  return trainStep({
    parameters: { w: tf.zeros<tf.Rank.R2>([3, 1]) },
    loss: (p, { x, y }: Batch) => {
      const until = performance.now() + burden;
      while (performance.now() < until);
      return tf.mean(tf.square(tf.sub(tf.matMul(x, p.w), y)));
    },
    optimizer,
    replay: burden === 0, // a replayed step would not carry it
  });
}

async function last<M>(run: AsyncIterable<Snapshot<M>>): Promise<Snapshot<M>> {
  let snapshot: Snapshot<M> | undefined;
  for await (snapshot of run);
  return snapshot!;
}

describe.each(['wasm', 'cpu'] as const)('train on %s', (backend) => {
  beforeAll(() => startNodeBackend(backend));

  test('linear regression ends at the normal equations, with sgd and with adam', async () => {
    const learners = { sgd: line(sgd({ learningRate: 0.3 })), adam: line(adam({ learningRate: 0.05 })) };
    await last(train({ learners, batch: full(1), steps: 800 }));
    const exact = leastSquares(points(1));
    for (const learner of Object.values(learners)) {
      // float32 at a minimum: the gradient's rounding error, some 1e-6, over the least curvature, about 1.
      learner.parameters.w.dataSync().forEach((w, i) => {
        expect(Math.abs(w - exact[i])).toBeLessThan(1e-5);
      });
      learner.dispose();
    }
  });

  test('the losses, evaluations and weights of a seed are those of every run, whatever the clock and the consumer do', async () => {
    const run = async (seed: number, snapshotsPerSecond: number, pause: number) => {
      const learner = line(adam(), pause);
      let snapshot: Snapshot<number> | undefined;
      const evaluate = { every: 7, run: () => learner.parameters.w.dataSync()[0] };
      const options = { learners: { learner }, batch: full(seed), steps: 20, evaluate, snapshotsPerSecond };
      for await (snapshot of train(options)) await new Promise((resolve) => setTimeout(resolve, pause));
      const weights = fingerprint(learner.parameters);
      learner.dispose();
      return { losses: snapshot?.losses, evaluations: snapshot?.evaluations, weights };
    };
    const reference = await run(1, 30, 0);
    expect(await run(1, 1000, 3)).toEqual(reference);
    expect((await run(2, 30, 0)).weights).not.toBe(reference.weights);
  });

  test('evaluations: at 0, every multiple, and the last step; losses: one a step', async () => {
    const learner = line(sgd({ learningRate: 0.1 }));
    const run = async (step: number): Promise<number> => Promise.resolve(10 * step);
    const { losses, evaluations, ...rest } = await last(
      train({ learners: { learner }, batch: full(1), steps: 10, evaluate: { every: 4, run } }),
    );
    expect(evaluations).toEqual([0, 4, 8, 10].map((step) => ({ step, value: 10 * step })));
    expect(losses.learner).toHaveLength(10);
    expect(rest).toMatchObject({ step: 10, steps: 10, done: true });
    learner.dispose();
  });

  test('every learner takes the same batch, in the order of the steps', async () => {
    const seen: unknown[] = [];
    const learner = (name: string): TrainStep<tf.Tensor, tf.Tensor> => ({
      parameters: tf.keep(tf.scalar(0)),
      run: (x: tf.Tensor) => seen.push([name, x.dataSync()[0]]),
      dispose: () => undefined,
    });
    const learners = { a: learner('a'), b: learner('b') };
    await last(train({ learners, batch: (step) => tf.scalar(step), steps: 2 }));
    expect(seen).toEqual([
      ['a', 0],
      ['b', 0],
      ['a', 1],
      ['b', 1],
    ]);
    tf.dispose([learners.a.parameters, learners.b.parameters]);
  });

  test('numTensors returns to where it was after the end, an early return, an abort and an error', async () => {
    const learner = line(adam());
    const before = tf.memory().numTensors;
    const options = { learners: { learner }, batch: full(1), steps: 50, snapshotsPerSecond: 1e9 };

    await last(train(options));
    expect(tf.memory().numTensors).toBe(before);

    for await (const { step } of train(options)) if (step === 5) break;
    expect(tf.memory().numTensors).toBe(before);

    const controller = new AbortController();
    const aborted = train({ ...options, signal: controller.signal });
    for (let i = 0; i < 5; i++) await aborted.next();
    controller.abort();
    await expect(aborted.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);

    const failing = (step: number): Batch => {
      const batch = full(1)();
      if (step === 3) throw new Error('out of data');
      return batch;
    };
    await expect(last(train({ ...options, batch: failing }))).rejects.toThrow('out of data');
    const misshapen = (step: number): Batch => ({
      ...full(1)(),
      ...(step === 3 && { x: tf.zeros<tf.Rank.R2>([2, 2]) }),
    });
    await expect(last(train({ ...options, batch: misshapen }))).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);

    learner.dispose();
  });

  test('a batch that is kept is used at every step and stays its owner’s', async () => {
    const learner = line(adam());
    const { x, y } = full(1)();
    tf.keep(x);
    tf.keep(y);
    await last(train({ learners: { learner }, batch: () => ({ x, y }), steps: 3 }));
    expect([x.isDisposed, y.isDisposed]).toEqual([false, false]);
    tf.dispose([x, y]);
    learner.dispose();
  });

  test('NaN, ∞ and explosion: a DivergenceError names learner, step, value, last finite loss and a remedy', async () => {
    const calm = line(sgd({ learningRate: 0.01 }));
    const wild = line(sgd({ learningRate: 1e3 }));
    const before = tf.memory().numTensors;
    const options = { learners: { calm, wild }, batch: full(1), steps: 100 };
    const error: unknown = await last(train(options)).catch((reason: unknown) => reason);
    if (!(error instanceof DivergenceError)) throw new Error(`not a DivergenceError: ${String(error)}`);
    expect(error).toMatchObject({ name: 'DivergenceError', learner: 'wild' });
    expect(error.value).toBeGreaterThan(1e6);
    expect(error.lastFinite).toBeGreaterThan(0);
    expect(error.message).toMatch(/Learner "wild" diverged at step [1-9].*last finite loss.*learning rate/);
    expect(tf.memory().numTensors).toBe(before);

    const rerun = line(sgd({ learningRate: 1e3 }));
    const unbounded = train({ ...options, learners: { rerun }, maxGrowth: Infinity });
    await expect(last(unbounded)).rejects.toThrow(/its loss is (NaN|Infinity)/);

    const poisoned = (): Batch => ({ ...full(1)(), y: tf.fill<tf.Rank.R2>([POINTS, 1], NaN) });
    const fresh = line(sgd({ learningRate: 0.1 }));
    await expect(last(train({ ...options, learners: { fresh }, batch: poisoned }))).rejects.toThrow(
      /"fresh" diverged at step 0: its loss is NaN; NaN comes into Sub with a tensor of shape \[32, 1\]\. No earlier loss was finite\. Look for NaN/,
    );
    for (const learner of [calm, wild, rerun, fresh]) learner.dispose();
  });

  test('the damage of the last update, which no loss shows, is found in the parameters', async () => {
    // d√w/dw is infinite at 0, where the loss itself is finite.
    const learner = trainStep({
      parameters: { w: tf.zeros([1]) },
      loss: (p) => tf.sum(tf.sqrt(p.w)),
      optimizer: sgd({ learningRate: 1 }),
    });
    const run = train({ learners: { learner }, batch: () => null, steps: 1 });
    await expect(last(run)).rejects.toThrow(/"learner" diverged at step 1: parameter "w" holds NaN or ∞/);
    learner.dispose();
  });
});

describe('train and the clock', () => {
  beforeAll(() => startNodeBackend('wasm'));

  test('an abort from outside takes effect within 50 ms', async () => {
    const learner = line(adam(), 5);
    const controller = new AbortController();
    let abortedAt = 0;
    setTimeout(() => {
      abortedAt = performance.now();
      controller.abort();
    }, 60);
    const run = last(train({ learners: { learner }, batch: full(1), steps: 1e6, signal: controller.signal }));
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(abortedAt).toBeGreaterThan(0);
    expect(performance.now() - abortedAt).toBeLessThan(50);
    learner.dispose();
  });

  /** A model whose step takes some 100 ms, in kernels of a few each. */
  function slow(): TrainStep<{ w: tf.Tensor2D }, null> {
    return trainStep({
      parameters: { w: tf.mul(tf.eye(256), 0.9) },
      loss: (p) => {
        let x: tf.Tensor = p.w;
        for (let i = 0; i < 12; i++) x = tf.matMul(x as tf.Tensor2D, p.w);
        return tf.mean(tf.square(x));
      },
      optimizer: sgd({ learningRate: 1e-3 }),
    });
  }

  test('an abort stops a step that takes longer than 50 ms within them, and leaves the parameters as they were', async () => {
    const reference = slow();
    const expected = [fingerprint(reference.parameters)];
    const losses = Array.from({ length: 8 }, () => {
      const loss = reference.run(null);
      expected.push(fingerprint(reference.parameters));
      return loss;
    });
    // On a busy machine a turn comes late now and then: the best of some tries is what the loop itself takes.
    const waits: number[] = [];
    for (let attempt = 0; attempt < 5 && Math.min(...waits, Infinity) > 50; attempt++) {
      const learner = slow();
      const controller = new AbortController();
      let abortedAt = Infinity;
      let seen: Snapshot | undefined;
      const run = async (): Promise<void> => {
        const options = { learners: { learner }, batch: () => null, steps: 1e6, signal: controller.signal };
        for await (seen of train(options))
          if (seen.step === 6)
            setTimeout(() => {
              abortedAt = performance.now();
              controller.abort();
            }, 15); // well inside of the seventh step, which is replayed
      };
      await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
      waits.push(performance.now() - abortedAt);
      expect(seen!.modes.learner!.kind).toBe('replay');
      expect(seen!.losses.learner).toEqual(losses.slice(0, seen!.step));
      expect(expected.slice(6)).toContain(fingerprint(learner.parameters));
      learner.dispose();
    }
    expect(Math.min(...waits)).toBeLessThan(50);
    reference.dispose();
  }, 60_000);

  test('an aborted signal stops it before the first step', async () => {
    const batch = (): never => {
      throw new Error('a step was taken');
    };
    const learner = line(adam());
    const run = train({ learners: { learner }, batch, steps: 10, signal: AbortSignal.abort() });
    await expect(last(run)).rejects.toMatchObject({ name: 'AbortError' });
    learner.dispose();
  });

  test('snapshots: one at 0, at most 30 a second however fast the consumer, and the last with done', async () => {
    const learner = line(adam(), 1);
    const from = performance.now();
    const snapshots: Snapshot[] = [];
    for await (const snapshot of train({ learners: { learner }, batch: full(1), steps: 250 }))
      snapshots.push(snapshot);
    const seconds = (performance.now() - from) / 1000;
    expect(seconds).toBeGreaterThan(0.25);
    expect(snapshots.length).toBeLessThanOrEqual(30 * seconds + 2); // and the first and the last
    expect(snapshots.length).toBeGreaterThan(4);
    expect(snapshots[0]).toMatchObject({ step: 0, losses: { learner: [] }, stepsPerSecond: 0, done: false });
    expect(snapshots.filter(({ done }) => done)).toEqual([snapshots.at(-1)]);
    // A snapshot is a copy: it still says what was known when it was taken.
    for (const { step, losses } of snapshots) expect(losses.learner).toHaveLength(step);
    learner.dispose();
  });

  test('stepsPerSecond does not count the time a slow consumer takes', async () => {
    const learner = line(adam(), 10);
    let rate = 0;
    for await (const snapshot of train({ learners: { learner }, batch: full(1), steps: 12 })) {
      rate = snapshot.stepsPerSecond;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Steps of at least 10 ms; with the pauses counted it would be below 17.
    expect(rate).toBeGreaterThan(35);
    expect(rate).toBeLessThanOrEqual(100);
    learner.dispose();
  });

  test.each([
    [{ learners: {} }, /at least one learner/],
    [{ steps: 1.5 }, /steps must be/],
    [{ evaluate: { every: 0, run: () => 0 } }, /evaluate\.every/],
    [{ snapshotsPerSecond: 0 }, /snapshotsPerSecond/],
  ])('train(%o) throws', async (wrong, message) => {
    const learner = line(adam());
    await expect(last(train({ learners: { learner }, batch: full(1), steps: 1, ...wrong }))).rejects.toThrow(
      message,
    );
    learner.dispose();
  });
});

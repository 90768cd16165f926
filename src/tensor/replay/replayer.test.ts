import { findBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import * as tf from '#tensor';
import type { Scalar, Tensor, TrainStep } from '#tensor';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

interface Points {
  readonly x: Tensor;
  readonly y: Tensor;
}

const points = (rows: number, seed: number): Points => {
  const random = tf.random(seed);
  const x = Float32Array.from({ length: rows * 3 }, () => random.normal());
  const y = Float32Array.from({ length: rows }, () => random.normal());
  return { x: tf.tensor2d(x, [rows, 3]), y: tf.tensor2d(y, [rows, 1]) };
};

const start = () => ({ w: tf.fill([3, 1], 0.25), b: tf.zeros([1]) });
type Line = ReturnType<typeof start>;

const squares = (p: Line, { x, y }: Points): Scalar =>
  tf.meanSquaredError(y, tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, p.w as tf.Tensor2D), p.b)));

/** One step that may be replayed and one that may not, on their own parameters. */
function twins<B>(loss: () => (p: Line, batch: B) => Scalar): [TrainStep<Line, B>, TrainStep<Line, B>] {
  const make = (replay: boolean) =>
    tf.trainStep({ parameters: start(), loss: loss(), optimizer: tf.adam({ learningRate: 0.05 }), replay });
  return [make(true), make(false)];
}

/** Runs both on the same batches, whose losses and final weights must have the same bits. Returns the first one's mode. */
function runBoth<B>(
  [replayed, live]: readonly [TrainStep<Line, B>, TrainStep<Line, B>],
  batchOf: (step: number) => B,
  steps = 12,
): tf.StepMode {
  for (let i = 0; i < steps; i++) {
    const batch = batchOf(i);
    expect([i, replayed.run(batch)]).toEqual([i, live.run(batch)]);
    tf.dispose(batch as tf.TensorContainer);
  }
  expect(tf.fingerprint(replayed.parameters)).toBe(tf.fingerprint(live.parameters));
  const mode = replayed.mode!;
  replayed.dispose();
  live.dispose();
  return mode;
}

describe('what is replayed has the bits of live steps', () => {
  test('through a depthwise filter, which XNNPACK packs and an update changes', () => {
    const make = (replay: boolean) =>
      tf.trainStep({
        parameters: { filter: tf.fill([3, 3, 2, 1], 0.1) },
        loss: ({ filter }, { x }: { x: Tensor }) =>
          tf.mean(
            tf.square(tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same')),
          ) as Scalar,
        optimizer: tf.sgd({ learningRate: 0.05 }),
        replay,
      });
    const [replayed, live] = [make(true), make(false)];
    const x = tf.tensor(Float32Array.from({ length: 100 }, tf.random(1).normal), [2, 5, 5, 2]);
    const losses = Array.from({ length: 12 }, () => [replayed.run({ x }), live.run({ x })]);
    for (const [a, b] of losses) expect(a).toBe(b);
    expect(new Set(losses.map(([a]) => a)).size).toBe(12); // not a loss of weights that were packed once
    expect(replayed.mode!.kind).toBe('replay');
    tf.dispose(x);
    replayed.dispose();
    live.dispose();
  });

  test('on new batches of one form', () => {
    const mode = runBoth(
      twins(() => squares),
      (i) => points(8, i),
    );
    expect(mode).toMatchObject({ kind: 'replay' });
    expect(mode.reason).toMatch(/^Each step replays \d+ recorded calls/);
  });

  test('on batches of two forms in turns: each has a recording', () => {
    const mode = runBoth(
      twins(() => squares),
      (i) => points(i % 2 === 0 ? 8 : 5, i),
      16,
    );
    expect(mode.kind).toBe('replay');
  });

  test('when a number in the batch changes: it is part of the form', () => {
    const loss = () => (p: Line, batch: Points & { scale: number }) =>
      tf.mul(squares(p, batch), batch.scale) as Scalar;
    expect(runBoth(twins(loss), (i) => ({ ...points(4, i), scale: i < 6 ? 1 : 0.5 })).kind).toBe('replay');
  });

  test('on constants, comparisons, casts, copies, slices, gathers and views that are computed in JavaScript', () => {
    const loss =
      () =>
      (p: Line, { x, y }: Points) => {
        const mask = tf.cast(tf.greater(x, 0), 'float32'); // [B, 3]
        const mixed = tf.concat([tf.mul(x, mask), tf.clone(x)], 1); // [B, 6]
        const [left, right] = tf.split(mixed, 2, 1) as [Tensor, Tensor];
        const turned = tf.transpose(tf.transpose(tf.add(left, tf.mul(right, 0.5)))); // [B, 3]
        const rows = tf.gather(turned, tf.tensor1d([0, 1, 1, 0], 'int32')); // [4, 3]
        const sums = tf.unsortedSegmentSum(rows as tf.Tensor2D, tf.tensor1d([0, 1, 0, 1], 'int32'), 2); // [2, 3]
        const scores = tf.matMul(sums as tf.Tensor2D, tf.mul(p.w, tf.ones([3, 1])) as tf.Tensor2D); // [2, 1]
        const target = tf.slice(tf.cast(tf.cast(y, 'int32'), 'float32'), [0, 0], [2, 1]);
        return tf.mean(tf.square(tf.sub(tf.add(scores, p.b), target))) as Scalar;
      };
    expect(runBoth(twins(loss), (i) => points(6, i)).kind).toBe('replay');
  });

  test('on second derivatives', () => {
    const loss =
      () =>
      (p: Line, { x }: Points) => {
        const energy = (q: Tensor): Scalar =>
          tf.sum(tf.tanh(tf.matMul(q as tf.Tensor2D, p.w as tf.Tensor2D)));
        return tf.add(tf.mean(tf.square(tf.grad(energy)(x))), tf.sum(tf.square(p.b))) as Scalar;
      };
    expect(runBoth(twins(loss), (i) => points(6, i)).kind).toBe('replay');
  });

  test('with a tensor from outside, and live again once that is disposed', () => {
    const weights = tf.tensor2d([1, 2, 3, 4], [4, 1]);
    const [replayed, live] = twins(() => (p: Line, batch: Points) => {
      const kept = weights.isDisposed ? tf.ones([4, 1]) : weights;
      return tf.add(squares(p, batch), tf.mean(tf.mul(kept, p.b))) as Scalar;
    });
    for (let i = 0; i < 10; i++) {
      if (i === 7) weights.dispose();
      const batch = points(4, i);
      expect(replayed.run(batch)).toBe(live.run(batch));
      tf.dispose([batch.x, batch.y]);
      expect(replayed.mode!.kind).toBe(i < 2 || i >= 7 ? 'live' : 'replay');
    }
    expect(replayed.mode!.reason).toMatch(/disposed/);
    replayed.dispose();
    live.dispose();
  });
});

describe('what cannot be replayed runs live, with the same bits, and says why', () => {
  test('a loss that reads a tensor', () => {
    const loss = () => (p: Line, batch: Points) => {
      const plain = squares(p, batch);
      return plain.dataSync()[0]! > 0.5 ? plain : (tf.mul(plain, 2) as Scalar);
    };
    const mode = runBoth(twins(loss), (i) => points(4, i));
    expect(mode).toMatchObject({
      kind: 'live',
      reason: expect.stringContaining('reads the values') as string,
    });
  });

  test('whyLive tells it as long as the step lives, and of no step that is replayed', () => {
    expect(tf.whyLive()).toBeNull();
    const reading = (p: Line, batch: Points): Scalar => {
      const plain = squares(p, batch);
      plain.dataSync();
      return plain;
    };
    const steps = [squares, reading].map((loss) =>
      tf.trainStep({ parameters: start(), loss, optimizer: tf.sgd({ learningRate: 0.1 }) }),
    );
    const batch = points(4, 1);
    for (const step of steps) for (let i = 0; i < 4; i++) step.run(batch);
    expect(tf.whyLive()).toMatch(
      /^Each step is computed live, because the loss reads the values of a tensor/,
    );
    for (const step of steps) step.dispose();
    expect(tf.whyLive()).toBeNull();
    tf.dispose([batch.x, batch.y]);
  });

  test('a tensor that is kept beyond the loss stays what it was', () => {
    const kept: Tensor[] = [];
    const loss = (p: Line, batch: Points): Scalar => {
      kept.push(tf.keep(tf.mul(batch.x, 2)));
      return squares(p, batch);
    };
    const step = tf.trainStep({ parameters: start(), loss, optimizer: tf.adam() });
    const batches = [1, 2, 3, 4, 5].map((seed) => points(4, seed));
    for (const batch of batches) step.run(batch);
    expect(step.mode!.reason).toMatch(/kept beyond/);
    step.dispose();
    batches.forEach(({ x }, i) =>
      expect([...kept[i]!.dataSync()]).toEqual([...x.dataSync()].map((value) => 2 * value)),
    );
    tf.dispose([kept, batches.flatMap(({ x, y }) => [x, y])]);
  });

  test('a draw, a schedule or a counter inside of the loss', () => {
    const loss = () => {
      let step = 0;
      return (p: Line, batch: Points) => tf.mul(squares(p, batch), 1 / ++step) as Scalar;
    };
    const mode = runBoth(twins(loss), (i) => points(4, i));
    expect(mode.kind).toBe('live');
    expect(mode.reason).toMatch(/numbers that change from step to step/);
  });

  test('an attribute that changes', () => {
    const loss = () => {
      let step = 0;
      return (p: Line, batch: Points) =>
        tf.sum(tf.clipByValue(tf.add(squares(p, batch), p.w), -9, 9 + ++step)) as Scalar;
    };
    expect(runBoth(twins(loss), (i) => points(4, i)).reason).toMatch(/Clip.*other attributes/);
  });

  test('another course at each step', () => {
    const loss = () => {
      let step = 0;
      return (p: Line, batch: Points) =>
        step++ % 2 ? squares(p, batch) : (tf.neg(tf.neg(squares(p, batch))) as Scalar);
    };
    expect(runBoth(twins(loss), (i) => points(4, i)).reason).toMatch(/the second/);
  });

  test('a batch with something that is neither tensor nor plain data', () => {
    const loss = () => (p: Line, batch: Points & { weights: Float32Array }) =>
      tf.mul(squares(p, batch), batch.weights[0]!) as Scalar;
    const mode = runBoth(twins(loss), (i) => ({ ...points(4, i), weights: new Float32Array([i]) }));
    expect(mode.reason).toMatch(/batch\.weights is neither a tensor nor plain data/);
  });

  test('a gradient that is a parameter itself', () => {
    const make = (replay: boolean) =>
      tf.trainStep<{ a: Tensor; b: Tensor }, null>({
        parameters: { a: tf.scalar(2), b: tf.scalar(3) },
        loss: (p) => tf.mul(p.a, p.b) as Scalar,
        optimizer: tf.sgd({ learningRate: 0.1 }),
        replay,
      });
    const [replayed, live] = [make(true), make(false)];
    for (let i = 0; i < 8; i++) expect(replayed.run(null)).toBe(live.run(null));
    expect(tf.fingerprint(replayed.parameters)).toBe(tf.fingerprint(live.parameters));
    for (const step of [replayed, live]) step.dispose();
  });

  test('a loss that depends on something that changes later is found out at the next comparison', () => {
    let factor = 1;
    const step = tf.trainStep<Line, Points>({
      parameters: start(),
      loss: (p, batch) => tf.mul(squares(p, batch), factor),
      optimizer: tf.sgd({ learningRate: 0.1 }),
    });
    const batch = points(4, 1);
    for (let i = 0; i < 9; i++) step.run(batch);
    factor = 2;
    expect(() => {
      for (let i = 0; i < 16; i++) step.run(batch);
    }).toThrow(/replayed step 8 gave a loss of .*must be a pure function/);
    step.dispose();
    tf.dispose([batch.x, batch.y]);
  });

  test('the cpu backend', async () => {
    await startNodeBackend('cpu');
    const mode = runBoth(
      twins(() => squares),
      (i) => points(4, i),
      4,
    );
    expect(mode.reason).toMatch(/not wasm/);
    await startNodeBackend('wasm');
  });
});

describe('nothing is left behind', () => {
  const wasm = () => findBackend('wasm') as unknown as { wasm: { HEAPU8: Uint8Array }; numDataIds(): number };
  const held = () => ({ ...tf.memory(), data: wasm().numDataIds(), bytes: wasm().wasm.HEAPU8.byteLength });

  const round = (steps: number, loss: (p: Line, batch: Points) => Scalar = squares): void => {
    const step = tf.trainStep({ parameters: start(), loss, optimizer: tf.adam() });
    for (let i = 0; i < steps; i++) {
      const batch = points(i % 3 === 2 ? 400 : 500, i);
      step.run(batch);
      tf.dispose([batch.x, batch.y]);
    }
    step.dispose();
  };

  test.each([0, 1, 2, 3, 4, 9])('after %i steps, 60 times over', (steps) => {
    round(steps);
    const before = held();
    for (let i = 0; i < 60; i++) round(steps);
    expect(held()).toEqual(before);
  });

  test('numTensors between replayed steps is what it is between live ones', () => {
    const step = tf.trainStep({ parameters: start(), loss: squares, optimizer: tf.adam() });
    const idle = tf.memory().numTensors;
    for (let i = 0; i < 9; i++) {
      const batch = points(4, i);
      step.run(batch);
      tf.dispose([batch.x, batch.y]);
      expect(tf.memory().numTensors).toBe(idle);
    }
    step.dispose();
  });

  const reading = (p: Line, batch: Points): Scalar => {
    const plain = squares(p, batch);
    plain.dataSync();
    return plain;
  };
  const failingAt = (call: number) => {
    let calls = 0;
    return (p: Line, batch: Points): Scalar => {
      const plain = squares(p, batch);
      if (++calls === call) throw new Error('no such batch');
      return plain;
    };
  };
  const attempt = (loss: (p: Line, batch: Points) => Scalar): void => {
    const step = tf.trainStep({ parameters: start(), loss, optimizer: tf.adam() });
    const batch = points(500, 1);
    for (let i = 0; i < 6; i++)
      try {
        step.run(batch);
      } catch (error) {
        expect(String(error)).toMatch('no such batch');
      }
    tf.dispose([batch.x, batch.y]);
    step.dispose();
  };
  test.each([
    ['reads a tensor', () => reading],
    ['throws while it is watched', () => failingAt(1)],
    ['throws while it is recorded', () => failingAt(2)],
    ['throws when it is compared', () => failingAt(3)],
  ])('by a step that %s', (_, make) => {
    attempt(make());
    const before = held();
    for (let i = 0; i < 60; i++) attempt(make());
    expect(held()).toEqual(before);
  });
});

test('NaN: the kernel in which the first one was born, and of what', () => {
  const step = tf.trainStep<Line, Points>({
    parameters: start(),
    loss: (p, { x, y }) => tf.add(squares(p, { x, y }), tf.mean(tf.log(tf.add(y, tf.sum(p.w))))),
    optimizer: tf.sgd({ learningRate: 1e-3 }),
  });
  const good: Points = { x: tf.zeros([4, 3]), y: tf.ones([4, 1]) };
  for (let i = 0; i < 6; i++) step.run(good);
  expect([step.mode!.kind, step.birth]).toEqual(['replay', null]);
  const bad = { ...good, y: tf.fill([4, 1], -2) };
  expect(step.run(bad)).toBeNaN();
  expect(step.birth).toMatch(/^NaN is born in Log of \[4, 1\] with values from -1\.2\d* to -1\.2/);
  step.dispose();
  tf.dispose([good.x, good.y, bad.y]);
});

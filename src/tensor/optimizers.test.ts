import { beforeAll, describe, expect, test } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { adam, sgd, startOptimizer } from './optimizers.ts';
import type { Adam, Optimizer, Sgd } from './optimizers.ts';
import { fingerprint } from './parameters.ts';
import { random } from './random.ts';

const SIZE = 37;
const STEPS = 60;
const stream = random(4);
const start = Float32Array.from({ length: SIZE }, stream.normal);
const gradients = Array.from({ length: STEPS }, () => Float32Array.from({ length: SIZE }, stream.normal));

/** Algorithm 1 of arXiv 1412.6980, line by line in float64. `corrected: false` is the broken twin. */
function plainAdam({ learningRate, beta1, beta2, epsilon }: Adam, corrected = true): number[] {
  return Array.from(start, (value, i) => {
    let [theta, m, v] = [value, 0, 0];
    gradients.forEach((gradient, step) => {
      const t = step + 1;
      const g = gradient[i];
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g ** 2;
      const mHat = corrected ? m / (1 - beta1 ** t) : m;
      const vHat = corrected ? v / (1 - beta2 ** t) : v;
      theta -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
    return theta;
  });
}

/** Momentum as a sum: v_t = Σ μ^(t−s) g_s, with no running state. */
function plainSgd({ learningRate, momentum }: Sgd): number[] {
  return Array.from(start, (value, i) => {
    let theta = value;
    for (let t = 0; t < STEPS; t++) {
      for (let s = 0; s <= t; s++) theta -= learningRate * momentum ** (t - s) * gradients[s]?.[i];
    }
    return theta;
  });
}

function run(optimizer: Optimizer): { data: number[]; print: string } {
  const parameter = tf.tensor1d(start.slice());
  const state = startOptimizer(optimizer, [parameter]);
  for (const values of gradients) {
    const gradient = tf.tensor1d(values);
    state.update([gradient]);
    gradient.dispose();
  }
  const result = { data: [...parameter.dataSync()], print: fingerprint(parameter) };
  state.dispose();
  parameter.dispose();
  return result;
}

const distance = (a: number[], b: number[]): number => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

/** Values of about 1 rounded to float32 once a step: 60 errors of at most 2⁻²³ (values up to 4), plus those of m and v. */
const TOLERANCE = STEPS * 2 ** -22;

describe.each(['wasm', 'cpu'] as const)('optimizers on %s', (backend) => {
  beforeAll(() => startNodeBackend(backend));

  test('adam follows Algorithm 1 of Kingma & Ba', () => {
    for (const optimizer of [adam(), adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 })]) {
      expect(distance(run(optimizer).data, plainAdam(optimizer))).toBeLessThan(TOLERANCE);
    }
  });

  test('adam without bias correction is told apart', () => {
    expect(distance(run(adam()).data, plainAdam(adam(), false))).toBeGreaterThan(100 * TOLERANCE);
  });

  test('sgd follows p ← p − η Σ μᵗ⁻ˢ gₛ, with momentum and without', () => {
    for (const optimizer of [sgd({ learningRate: 0.01 }), sgd({ learningRate: 0.01, momentum: 0.9 })]) {
      expect(distance(run(optimizer).data, plainSgd(optimizer))).toBeLessThan(TOLERANCE);
    }
    const forgetful = run(sgd({ learningRate: 0.01 })).data;
    expect(distance(forgetful, plainSgd(sgd({ learningRate: 0.01, momentum: 0.9 })))).toBeGreaterThan(
      100 * TOLERANCE,
    );
  });

  test('no tensor is made by an update, and dispose leaves none', () => {
    const before = tf.memory().numTensors;
    run(sgd({ learningRate: 0.1, momentum: 0.5 }));
    run(adam());
    expect(tf.memory().numTensors).toBe(before);
  });

  test('values read before an update, or handed to tensor(), do not change with it', () => {
    const given = start.slice();
    const parameter = tf.tensor1d(given);
    const read = parameter.dataSync();
    const state = startOptimizer(sgd({ learningRate: 1 }), [parameter]);
    const gradient = tf.ones([SIZE]);
    state.update([gradient]);
    expect([...read]).toEqual([...start]);
    expect([...given]).toEqual([...start]);
    expect(parameter.dataSync()[0]).toBe(Math.fround(start[0] - 1));
    state.dispose();
    tf.dispose([parameter, gradient]);
  });

  test('the next product and convolution compute with the new weights, though tfjs packs weights once per tensor', () => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 1]);
    const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
    const weight = tf.ones<tf.Rank.R2>([4, 1]);
    const outputs = () =>
      tf.tidy(() => {
        const convolved = tf.conv2d(x, filter, 2, 'valid'); // [1, 1, 1, 1]
        return [convolved, tf.matMul(tf.reshape(x, [1, 4]), weight)].map((y) => y.dataSync()[0]);
      });
    expect(outputs()).toEqual([4, 4]);
    const state = startOptimizer(sgd({ learningRate: 1 }), [filter, weight]);
    const gradient = [tf.ones([2, 2, 1, 1]), tf.ones([4, 1])];
    state.update(gradient);
    state.update(gradient);
    expect(outputs()).toEqual([-4, -4]);
    state.dispose();
    tf.dispose([x, filter, weight, ...gradient]);
  });

  test('views survive a growth of the memory', () => {
    const parameter = tf.zeros([4]);
    const state = startOptimizer(sgd({ learningRate: 1 }), [parameter]);
    const gradient = tf.ones([4]);
    state.update([gradient]);
    const large = tf.zeros([8_000_000]); // 32 MB, more than the memory that wasm starts with
    state.update([gradient]);
    expect([...parameter.dataSync()]).toEqual([-2, -2, -2, -2]);
    state.dispose();
    tf.dispose([parameter, gradient, large]);
  });
});

test('wasm and cpu give the same bits', async () => {
  const prints: string[][] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    await startNodeBackend(backend);
    prints.push(
      [adam(), sgd({ learningRate: 0.1 }), sgd({ learningRate: 0.1, momentum: 0.9 })].map(
        (o) => run(o).print,
      ),
    );
  }
  expect(prints[0]).toEqual(prints[1]);
});

test.each([
  ['learningRate', () => sgd({ learningRate: 0 })],
  ['momentum', () => sgd({ learningRate: 1, momentum: 1 })],
  ['learningRate', () => adam({ learningRate: NaN })],
  ['beta1', () => adam({ beta1: 1 })],
  ['beta2', () => adam({ beta2: -0.1 })],
  ['epsilon', () => adam({ epsilon: 0 })],
])('a %s out of range throws and is named', (name, build) => {
  expect(build).toThrow(new RegExp(`^${name} must`));
});

describe('a schedule multiplies the learning rate', () => {
  test.each([
    ['sgd', (options: object) => sgd({ learningRate: 0.5, ...options })],
    ['adam', (options: object) => adam({ learningRate: 0.5, ...options })],
  ])('%s: update t has the rate η · schedule(t), and 0 stands still', async (_, build) => {
    await startNodeBackend('wasm');
    const moves = (schedule: (t: number) => number): number[] => {
      const parameter = tf.zeros([1]);
      const state = startOptimizer(build({ schedule }), [parameter]);
      const gradient = tf.ones([1]);
      const places = Array.from({ length: 4 }, () => {
        state.update([gradient]);
        return parameter.dataSync()[0];
      });
      state.dispose();
      tf.dispose([parameter, gradient]);
      return places.map((place, t) => place - (places[t - 1] ?? 0));
    };
    const steady = moves(() => 1);
    const factors = [1, 0.5, 0, 0.25];
    moves((t) => factors[t]).forEach((move, t) => {
      expect(move).toBeCloseTo(factors[t] * steady[t], 5);
    });
  });

  test('and is named when it gives no number', () => {
    const state = startOptimizer(sgd({ learningRate: 1, schedule: () => NaN }), [tf.zeros([1])]);
    expect(() => {
      state.update([tf.ones([1])]);
    }).toThrow(/schedule.*NaN at update 0/);
  });
});

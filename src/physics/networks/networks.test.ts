import { beforeAll, describe, expect, it } from 'vitest';
import {
  drivenOscillator,
  eulerLagrange,
  hamilton,
  integrate,
  kepler,
  noether,
  pendulum,
  rotation,
  variational,
} from '#physics';
import type { LagrangianSystem } from '#physics';
import {
  fieldLoss,
  gradientCosine,
  hamiltonianNetwork,
  helmholtzNetwork,
  invariantLagrangianNetwork,
  lagrangianNetwork,
  observeMotions,
  orthogonal,
  plainNetwork,
  poissonBracket,
  rayleighNetwork,
  rk4Step,
  rollOut,
  startWithin,
} from '#physics/networks';
import type { DynamicsNetwork, MlpParameters } from '#physics/networks';
import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { startNodeBackend } from '../../../scripts/node-host.ts';

beforeAll(() => startNodeBackend());

const normals = (rows: number, columns: number, seed = 1): Tensor2D => {
  const { normal } = tf.random(seed);
  return tf.tensor2d(Float32Array.from({ length: rows * columns }, normal), [rows, columns]);
};
const rowsOf = (x: Tensor2D): number[][] => x.arraySync();
const worst = (a: Tensor2D, b: Tensor2D): number => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];
const within = (compute: () => void): void => tf.tidy(compute);

const hidden = [12, 10];
const NETWORKS: [string, DynamicsNetwork][] = [
  ['plain', plainNetwork({ degrees: 2, hidden })],
  ['Hamiltonian', hamiltonianNetwork({ degrees: 2, hidden })],
  ['Helmholtz', helmholtzNetwork({ degrees: 2, hidden })],
  ['Rayleigh', rayleighNetwork({ degrees: 2, hidden })],
  ['Lagrangian', lagrangianNetwork({ degrees: 2, hidden })],
  ['invariant Lagrangian', invariantLagrangianNetwork({ degrees: 2, hidden })],
];

describe('networks of mechanics', () => {
  it.each(NETWORKS)('%s: the gradient of its loss equals finite differences; nothing leaks', (_, network) => {
    const before = tf.memory().numTensors;
    within(() => {
      const parameters = network.init(tf.random(3));
      const [x, dx] = [normals(5, 4, 1), normals(5, 4, 2)];
      const leaves = tf.leaves(parameters);
      const loss = (p: tf.Parameters): number => fieldLoss(network)(p, { x, dx }).dataSync()[0];
      const { grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
        let next = 0;
        return fieldLoss(network)(
          tf.mapParameters(parameters, () => values[next++]),
          { x, dx },
        );
      })(leaves);
      const direction = leaves.map((leaf, i) => tf.reshape(normals(1, leaf.size, i), leaf.shape));
      const moved = (h: number): number => {
        let next = 0;
        return loss(tf.mapParameters(parameters, (leaf) => tf.add(leaf, tf.mul(direction[next++], h))));
      };
      const h = 2e-3;
      const slope = grads.reduce((sum, grad, i) => sum + tf.sum(tf.mul(grad, direction[i])).dataSync()[0], 0);
      // float32 losses of about 1 over 2h leave 1e-7/h = 1e-4; h² times third derivatives as much
      expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - slope)).toBeLessThan(5e-3 * (1 + Math.abs(slope)));
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('a Hamiltonian network keeps its own energy, whatever its parameters; a plain one of the same size does not', () => {
    within(() => {
      const net = hamiltonianNetwork({ degrees: 2, hidden });
      const [parameters, x] = [net.init(tf.random(1)), normals(50, 4)];
      const slope = tf.grad((at: tf.Tensor) => tf.sum(net.energy(parameters, at as Tensor2D)))(x) as Tensor2D;
      const power = (field: Tensor2D): number =>
        tf.max(tf.abs(tf.sum(tf.mul(slope, field), 1))).dataSync()[0];
      expect(power(net.field(parameters, x))).toBeLessThan(1e-6); // float32 products of size 1
      const plain = plainNetwork({ degrees: 2, hidden });
      expect(power(plain.field(plain.init(tf.random(1)), x))).toBeGreaterThan(0.05);
    });
  });

  it('a Rayleigh network loses its own energy, at the rate it says, whatever its parameters', () => {
    within(() => {
      const net = rayleighNetwork({ degrees: 2, hidden });
      const [parameters, x] = [net.init(tf.random(1)), normals(50, 4)];
      const slope = tf.grad((at: tf.Tensor) => tf.sum(net.energy(parameters, at as Tensor2D)))(x) as Tensor2D;
      const power = tf.sum(tf.mul(slope, net.field(parameters, x)), 1, true) as Tensor2D;
      const lost = net.loss(parameters, x);
      expect(worst(power, tf.neg(lost))).toBeLessThan(1e-6);
      expect(tf.min(lost).dataSync()[0]).toBeGreaterThan(0);
      // Helmholtz's sum of two potentials promises no sign.
      const free = helmholtzNetwork({ degrees: 2, hidden });
      const given = free.init(tf.random(1));
      const height = tf.grad((at: tf.Tensor) =>
        tf.sum(tf.slice(free.potentials(given, at as Tensor2D), [0, 1], [-1, 1])),
      )(x);
      const change = tf.sum(tf.mul(height, free.field(given, x)), 1).dataSync();
      expect([Math.min(...change) < 0, Math.max(...change) > 0]).toEqual([true, true]);
    });
  });

  it.each([
    ['raw coordinates', lagrangianNetwork({ degrees: 2, hidden })],
    ['rotation invariants', invariantLagrangianNetwork({ degrees: 2, hidden })],
    ['three degrees of freedom', lagrangianNetwork({ degrees: 3, hidden, activation: 'tanh' })],
  ])('a Lagrangian network of %s: the tape gives what Euler and Lagrange give of its formula', (_, net) => {
    within(() => {
      const n = net.degrees;
      const [parameters, x] = [net.init(tf.random(5)), normals(6, 2 * n)];
      const system = {
        coordinates: Array.from({ length: n }, () => 'q'),
        lagrangian: net.lagrangian(parameters),
      };
      const { acceleration } = eulerLagrange(system).lagrangian;
      rowsOf(net.field(parameters, x)).forEach((row, k) => {
        const state = rowsOf(x)[k];
        const [q, v] = [state.slice(0, n), state.slice(n)];
        acceleration(q, v, 0).forEach((a, i) =>
          expect(Math.abs(a - row[n + i])).toBeLessThan(2e-5 * (1 + Math.abs(a))),
        );
        expect(row.slice(0, n)).toEqual(v);
        expect(system.lagrangian(q, v, 0)).toBeCloseTo(net.action(parameters, x).arraySync()[k][0], 5);
      });
    });
  });

  it('a Hamiltonian network: the tape gives what Hamilton gives of its formula, for every activation', () => {
    within(() => {
      for (const activation of ['tanh', 'softplus', 'sigmoid', 'swish'] as const) {
        const net = hamiltonianNetwork({ degrees: 1, hidden, activation });
        const [parameters, x] = [net.init(tf.random(5)), normals(6, 2)];
        const { velocity, force } = hamilton({
          coordinates: ['q'],
          hamiltonian: net.hamiltonian(parameters),
        });
        rowsOf(net.field(parameters, x)).forEach(([dq, dp], k) => {
          const [q, p] = rowsOf(x)[k];
          expect(velocity([q], [p], 0)[0]).toBeCloseTo(dq, 5);
          expect(force([q], [p], 0)[0]).toBeCloseTo(dp, 5);
        });
      }
    });
  });

  it('of rotation invariants: angular momentum is kept before anything was learned; of raw coordinates it is not', () => {
    const drift = (
      net: DynamicsNetwork<MlpParameters> & {
        lagrangian: (p: MlpParameters) => LagrangianSystem['lagrangian'];
      },
    ) => {
      const parameters = net.init(tf.random(2));
      const system = { coordinates: ['x', 'y'], lagrangian: net.lagrangian(parameters) };
      tf.disposeParameters(parameters);
      const run = integrate(system, kepler().start, {
        method: variational,
        step: 0.02,
        steps: 300,
        every: 10,
      });
      const J = run.q.map((q, i) => q[0] * run.p[i][1] - q[1] * run.p[i][0]);
      return Math.max(...J.map((value) => Math.abs(value - J[0])));
    };
    expect(drift(invariantLagrangianNetwork({ degrees: 2, hidden }))).toBeLessThan(1e-12); // rounding of 300 steps
    expect(drift(lagrangianNetwork({ degrees: 2, hidden }))).toBeGreaterThan(1e-3);
  });

  it('the verdict on learned Lagrangians: of rotation invariants a symmetry to rounding, of raw coordinates none', () => {
    within(() => {
      const verdict = (net: ReturnType<typeof lagrangianNetwork>) =>
        noether({ coordinates: ['x', 'y'], lagrangian: net.lagrangian(net.init(tf.random(4))) }, rotation);
      const invariant = verdict(invariantLagrangianNetwork({ degrees: 2, hidden }));
      expect(invariant.kind).toBe('symmetry');
      expect(invariant.defect).toBeLessThan(1e-14);
      const raw = verdict(lagrangianNetwork({ degrees: 2, hidden }));
      expect(raw.kind).toBe('none');
      expect(raw.defect).toBeGreaterThan(1e-3);
    });
  });

  it('a Hamiltonian network learns a spring that it was shown', () => {
    const spring = drivenOscillator({ damping: 0, force: 0 });
    const random = tf.random(1);
    const start = startWithin(1, 0.2, 1.5);
    const seen = observeMotions(spring, { motions: 20, points: 20, duration: 3, start, random });
    const net = hamiltonianNetwork({ degrees: 1, hidden: [16, 16] });
    const step = tf.trainStep({
      parameters: net.init(random.fork('parameters')),
      loss: fieldLoss(net),
      optimizer: tf.adam({ learningRate: 0.01 }),
    });
    const batch = { x: tf.tensor2d(seen.x, [seen.rows, 2]), dx: tf.tensor2d(seen.dx, [seen.rows, 2]) };
    const first = step.run(batch);
    let last = first;
    for (let i = 0; i < 250; i++) last = step.run(batch);
    expect(last).toBeLessThan(first / 200);
    step.dispose();
    tf.dispose([batch.x, batch.dx]);
  });
});

describe('a charge that nobody named', () => {
  it('a network with {Q, H} → 0 that is no function of H finds the angular momentum', () => {
    const part = (i: number) => (at: Tensor2D) => tf.slice(at, [0, i], [-1, 1]);
    const squares = (at: Tensor2D, from: number): tf.Tensor =>
      tf.sum(tf.square(tf.slice(at, [0, from], [-1, 2])), 1, true);
    /** ½ |p|² + ¼ |q|⁴ */
    const H = (at: Tensor2D): Tensor2D =>
      tf.add(tf.mul(squares(at, 2), 0.5), tf.mul(tf.square(squares(at, 0)), 0.25));
    const J = (at: Tensor2D): Tensor2D =>
      tf.sub(tf.mul(part(0)(at), part(3)(at)), tf.mul(part(1)(at), part(2)(at)));
    const net = hamiltonianNetwork({ degrees: 2, hidden: [32, 32] });
    const step = tf.trainStep({
      parameters: net.init(tf.random(1)),
      optimizer: tf.adam({ learningRate: 5e-3 }),
      loss(parameters, { x }: { x: Tensor2D }) {
        const Q = (at: Tensor2D): Tensor2D => net.energy(parameters, at);
        const bracket = tf.mean(tf.square(poissonBracket(Q, H, x, { normalised: true })));
        return tf.add(bracket, tf.mul(tf.mean(tf.square(gradientCosine(Q, H, x))), 0.05));
      },
    });
    for (let i = 0; i < 500; i++) {
      const x = normals(128, 4, i + 10);
      step.run({ x });
      x.dispose();
    }
    within(() => {
      const x = normals(500, 4, 1);
      const overlap = (F: (at: Tensor2D) => Tensor2D): number =>
        tf.mean(tf.square(gradientCosine((at) => net.energy(step.parameters, at), F, x))).dataSync()[0];
      expect(overlap(J)).toBeGreaterThan(0.7);
      expect(overlap(H)).toBeLessThan(0.3);
    });
    step.dispose();
  });
});

describe('parts of networks', () => {
  it.each([
    [7, 4],
    [4, 7],
    [5, 5],
  ])('orthogonal(%i, %i): rows or columns are orthonormal', (rows, columns) => {
    within(() => {
      const W = orthogonal(rows, columns, tf.random(1));
      const gram = rows >= columns ? tf.matMul(W, W, true) : tf.matMul(W, W, false, true);
      expect(worst(gram as Tensor2D, tf.eye(Math.min(rows, columns)))).toBeLessThan(5e-7); // float32 sums of 7
    });
  });

  it('{q, p} = 1, {F, G} = −{G, F}, {F, F} = 0, {L, H} = 0 of a central force; normalised it is a cosine', () => {
    within(() => {
      const x = normals(20, 4);
      const part = (i: number) => (at: Tensor2D) => tf.slice(at, [0, i], [-1, 1]);
      const ones = tf.ones([20, 1]) as Tensor2D;
      expect(worst(poissonBracket(part(0), part(2), x), ones)).toBe(0);
      expect(worst(poissonBracket(part(2), part(0), x), tf.neg(ones))).toBe(0);
      const H = (at: Tensor2D): Tensor2D =>
        tf.add(
          tf.sum(tf.square(tf.slice(at, [0, 2], [-1, 2])), 1, true),
          tf.log(tf.sum(tf.square(tf.slice(at, [0, 0], [-1, 2])), 1, true)),
        );
      const J = (at: Tensor2D): Tensor2D =>
        tf.sub(tf.mul(part(0)(at), part(3)(at)), tf.mul(part(1)(at), part(2)(at)));
      const zeros = tf.zeros([20, 1]) as Tensor2D;
      expect(worst(poissonBracket(J, H, x), zeros)).toBeLessThan(1e-5);
      expect(worst(poissonBracket(H, H, x), zeros)).toBeLessThan(1e-5);
      expect(worst(poissonBracket(part(0), H, x), zeros)).toBeGreaterThan(0.1);
      const cosine = poissonBracket(part(0), part(2), x, { normalised: true });
      expect(worst(cosine, ones)).toBeLessThan(1e-6);
      const scaled = (at: Tensor2D): Tensor2D => tf.mul(part(0)(at), 1e-3);
      expect(worst(poissonBracket(scaled, part(2), x, { normalised: true }), ones)).toBeLessThan(1e-6);
    });
  });

  it('the gradient cosine is 1 for functions of each other, 0 for independent coordinates', () => {
    within(() => {
      const x = normals(20, 4);
      const part = (i: number) => (at: Tensor2D) => tf.slice(at, [0, i], [-1, 1]);
      const cubed = (at: Tensor2D): Tensor2D =>
        tf.add(part(1)(at), tf.mul(tf.square(part(1)(at)), part(1)(at)));
      expect(worst(gradientCosine(part(1), cubed, x), tf.ones([20, 1]))).toBeLessThan(1e-6);
      expect(worst(gradientCosine(part(1), part(2), x), tf.zeros([20, 1]))).toBe(0);
    });
  });

  it('rk4Step follows ẋ = Jx round the circle', () => {
    within(() => {
      const turn = (x: Tensor2D): Tensor2D =>
        tf.matMul(
          x,
          tf.tensor2d([
            [0, -1],
            [1, 0],
          ]),
        );
      let x: Tensor2D = tf.tensor2d([[1, 0]]);
      for (let i = 0; i < 100; i++) x = rk4Step(turn, x, (2 * Math.PI) / 100);
      expect(worst(x, tf.tensor2d([[1, 0]]))).toBeLessThan(2e-6);
      expect(worst(rk4Step(turn, x, 0.5), x)).toBeGreaterThan(0.1);
    });
  });

  it('observed motions lie on one energy each, move as they say, and are noisy by what was asked', () => {
    const system = pendulum();
    const options = { motions: 4, points: 30, duration: 3, start: startWithin(1, 0.5, 1.5) };
    const clean = observeMotions(system, { ...options, random: tf.random(1) });
    const noisy = observeMotions(system, { ...options, noise: 0.1, random: tf.random(1) });
    const H = (row: number): number => 1 - Math.cos(clean.x[2 * row]) + clean.x[2 * row + 1] ** 2 / 2;
    for (let row = 0; row < clean.rows; row++) {
      expect(H(row)).toBeCloseTo(H(row - (row % 30)), 6);
      expect(clean.dx[2 * row]).toBeCloseTo(clean.x[2 * row + 1], 6);
      expect(clean.dx[2 * row + 1]).toBeCloseTo(-Math.sin(clean.x[2 * row]), 6);
    }
    expect(noisy.dx).toEqual(clean.dx);
    const noise = noisy.x.map((value, i) => value - clean.x[i]);
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.02); // 240 draws: 0.1/√480 is a standard error
  });

  it('observed by velocities, a heavy pendulum gives (θ, ω) and (ω, ω̇); by momenta (θ, p)', () => {
    const heavy = pendulum({ mass: 3 });
    const options = {
      motions: 2,
      points: 5,
      duration: 1,
      start: () => ({ q: [0.5], v: [1] }),
      random: tf.random(1),
    };
    const velocities = observeMotions(heavy, { ...options, by: 'velocities' });
    const momenta = observeMotions(heavy, options);
    for (let row = 0; row < velocities.rows; row++) {
      expect(velocities.dx[2 * row]).toBe(velocities.x[2 * row + 1]);
      expect(velocities.dx[2 * row + 1]).toBeCloseTo(-Math.sin(velocities.x[2 * row]), 6);
      expect(momenta.x[2 * row + 1]).toBeCloseTo(3 * velocities.x[2 * row + 1], 6);
    }
    const { coordinates, hamiltonian } = heavy;
    expect(() => observeMotions({ coordinates, hamiltonian }, { ...options, by: 'velocities' })).toThrow(
      'by its momenta',
    );
  });

  it('a roll-out is its steps, one after another, and leaves no tensor', () => {
    const before = tf.memory().numTensors;
    const start = tf.tensor2d([1, 0, 0, 2], [2, 2]);
    const turn = (x: Tensor2D): Tensor2D => tf.matMul(x, tf.tensor2d([0, -1, 1, 0], [2, 2]));
    const states = rollOut(turn, start, { step: Math.PI / 100, steps: 50, every: 25 });
    expect(states).toHaveLength(3);
    [1, 0, 0, 2].forEach((value, i) => expect(states[0][i]).toBe(value));
    [0, -1, 2, 0].forEach((value, i) => expect(states[2][i]).toBeCloseTo(value, 5));
    start.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('wrong sizes are refused with the sizes', () => {
    expect(() => invariantLagrangianNetwork({ degrees: 3 })).toThrow(
      '3 coordinates are no whole number of points',
    );
    within(() => {
      const net = hamiltonianNetwork({ degrees: 2, hidden });
      expect(() => net.field(net.init(tf.random(1)), normals(3, 2))).toThrow('takes [B, 4]; got [3, 2]');
    });
  });
});

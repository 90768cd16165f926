/**
 * The experiments of Greydanus et al. (2019, arXiv 1906.01563) on the pendulum and the spring, over five seeds:
 * `npm run soak`, a quarter of an hour. `npm run soak -- 2 spring` runs two seeds of one of them.
 *
 * As in the authors' code: 25 motions to train on and 25 to test, noise 0.1, an MLP 2-200-200 of tanh, Adam at 1e-3 with
 * weight decay 1e-4, 2,001 steps of the whole batch. The energy error is the mean of (H − H₀)² over 15 roll-outs of 20
 * units of time from starts with 0.2 ≤ |q|, |p| ≤ 1, with the true H (the published number for the pendulum measures
 * q² + p² instead; both are given). What ours are compared with is one run of the authors' own code, at their seed 0:
 * it should look like a sixth run of ours.
 *
 * Measured (train and test error, energy error; five seeds):
 *
 * | task, network         | train          | test           | energy            | theirs                    |
 * | --------------------- | -------------- | -------------- | ----------------- | ------------------------- |
 * | pendulum, ordinary    | 0.0307–0.0351  | 0.0347–0.0464  | 0.0035–0.74       | 0.0326, 0.0353, 0.0227    |
 * | pendulum, Hamiltonian | 0.0313–0.0349  | 0.0349–0.0463  | 4.7e-5–1.2e-3     | 0.0328, 0.0356, 6.2e-4    |
 * | spring, ordinary      | 0.0354–0.0410  | 0.0364–0.0401  | 0.0022–0.078      | 0.0371, 0.0366, 0.0402    |
 * | spring, Hamiltonian   | 0.0344–0.0405  | 0.0370–0.0448  | 4.0e-5–1.4e-3     | 0.0369, 0.0359, 2.7e-4    |
 */
import { drivenOscillator, integrate, pendulum, yoshida4 } from '#physics';
import type { HamiltonianSystem } from '#physics';
import {
  fieldLoss,
  hamiltonianNetwork,
  observeMotions,
  plainNetwork,
  rollOut,
  startWithin,
} from '#physics/networks';
import type { DynamicsNetwork, MlpParameters } from '#physics/networks';
import * as tf from '#tensor';
import type { Random, Scalar, Tensor2D } from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';

type Score = {
  readonly train: number;
  readonly test: number;
  readonly energy: number;
  readonly published: number;
};
type Task = {
  readonly name: string;
  readonly system: HamiltonianSystem;
  readonly points: number;
  readonly radius: readonly [number, number];
  /** The authors' code at seed 0: [ordinary network, Hamiltonian network]. */
  readonly theirs: Readonly<Record<'train' | 'test' | 'energy', readonly [number, number]>>;
};

const TASKS: readonly Task[] = [
  {
    name: 'pendulum',
    system: pendulum({ mass: 0.5, gravity: 6 }), // H = 3 (1 − cos q) + p²
    points: 45,
    radius: [1.3, 2.3],
    theirs: { train: [0.0326, 0.0328], test: [0.0353, 0.0356], energy: [0.0227, 6.2e-4] },
  },
  {
    name: 'spring',
    system: drivenOscillator({ mass: 0.5, k: 2, damping: 0, force: 0 }), // H = q² + p²
    points: 30,
    radius: [0.1, 1],
    theirs: { train: [0.0371, 0.0369], test: [0.0366, 0.0359], energy: [0.0402, 2.7e-4] },
  },
];

const KINDS = ['ordinary', 'Hamiltonian'] as const;
const STEPS = 2001;
const WEIGHT_DECAY = 1e-4;
const ROLL_OUTS = 15;

function batchOf(task: Task, random: Random): { x: Tensor2D; dx: Tensor2D } {
  const { points } = task;
  const start = startWithin(1, ...task.radius);
  const { rows, x, dx } = observeMotions(task.system, {
    motions: 25,
    points,
    duration: 3,
    start,
    noise: 0.1,
    random,
  });
  return { x: tf.keep(tf.tensor2d(x, [rows, 2])), dx: tf.keep(tf.tensor2d(dx, [rows, 2])) };
}

/** Torch's Adam adds λ p to the gradient of p, which is the gradient of ½ λ |p|². */
function withDecay(network: DynamicsNetwork<MlpParameters>) {
  const loss = fieldLoss(network);
  return (parameters: MlpParameters, batch: { x: Tensor2D; dx: Tensor2D }): Scalar => {
    const sizes = tf.leaves(parameters).map((leaf) => tf.sum(tf.square(leaf)));
    return tf.add(loss(parameters, batch), tf.mul(tf.sum(tf.stack(sizes)), WEIGHT_DECAY / 2));
  };
}

/** Mean squared errors of the energy along roll-outs: of the true H, and of q² + p² against the true motion's. */
function energyErrors(
  { system }: Task,
  field: (x: Tensor2D) => Tensor2D,
  random: Random,
): { energy: number; published: number } {
  const H = (q: number, p: number): number => system.hamiltonian([q], [p], 0) as number;
  const starts = Array.from({ length: ROLL_OUTS }, () =>
    [0, 1].map(() => {
      const u = random.uniform() * 1.6 - 0.8;
      return Math.fround(u + 0.2 * Math.sign(u));
    }),
  );
  const first = tf.tensor2d(starts); // [15, 2]
  const options = { step: 20 / (99 * 8), steps: 99 * 8, every: 8 }; // 100 times from 0 to 20
  const states = rollOut(field, first, options);
  first.dispose();
  let [energy, published] = [0, 0];
  starts.forEach(([q0, p0], k) => {
    const truth = integrate(system, { q: [q0], p: [p0] }, { method: yoshida4, ...options });
    states.forEach((state, i) => {
      const [q, p, Q, P] = [state[2 * k], state[2 * k + 1], truth.q[i][0], truth.p[i][0]];
      energy += (H(q, p) - H(q0, p0)) ** 2;
      published += (q * q + p * p - Q * Q - P * P) ** 2;
    });
  });
  const count = ROLL_OUTS * states.length;
  return { energy: energy / count, published: published / count };
}

function run(task: Task, network: DynamicsNetwork<MlpParameters>, seed: number): Score {
  const random = tf.random(seed);
  const [train, test] = [batchOf(task, random.fork('train')), batchOf(task, random.fork('test'))];
  const step = tf.trainStep({
    parameters: network.init(random.fork('parameters')),
    loss: withDecay(network),
    optimizer: tf.adam({ learningRate: 1e-3 }),
  });
  for (let i = 0; i < STEPS; i++) step.run(train);
  const error = (batch: { x: Tensor2D; dx: Tensor2D }): number =>
    tf.tidy(() => fieldLoss(network)(step.parameters, batch).dataSync()[0]);
  const energies = energyErrors(task, (x) => network.field(step.parameters, x), random.fork('roll-outs'));
  const score = { train: error(train), test: error(test), ...energies };
  step.dispose();
  tf.dispose([train, test].flatMap(({ x, dx }) => [x, dx]));
  return score;
}

/** Student's t, two-sided 95 %, for 1, 2, … degrees of freedom. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** Where another run would fall with a probability of 95 %, if the logarithms are normal: mean ± t s √(1 + 1/n). */
function predictionInterval(values: readonly number[]): [number, number] {
  const n = values.length;
  const logs = values.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = STUDENT[Math.min(n - 2, STUDENT.length - 1)] * deviation * Math.sqrt(1 + 1 / n);
  return [Math.exp(mean - half), Math.exp(mean + half)];
}

/** Tells how the authors' numbers lie among ours; returns how many lie outside. */
function compare(task: Task, which: 0 | 1, scores: readonly Score[]): number {
  let outside = 0;
  for (const key of ['train', 'test', 'energy'] as const) {
    const values = scores.map((score) => score[key]);
    const [low, high] = predictionInterval(values);
    const theirs = task.theirs[key][which];
    const within = theirs >= low && theirs <= high;
    if (!within) outside += 1;
    const range = `${Math.min(...values).toExponential(2)} … ${Math.max(...values).toExponential(2)}`;
    const interval = `${low.toExponential(2)} … ${high.toExponential(2)}`;
    const verdict = within ? 'within' : 'OUTSIDE';
    console.log(`  ${key}: ours ${range}; theirs ${theirs.toExponential(2)} is ${verdict} ${interval}`);
  }
  return outside;
}

await startNodeBackend();
const count = Math.max(2, Number(process.argv[2] ?? 5));
let wrong = 0;
for (const task of TASKS.filter(({ name }) => name === (process.argv[3] ?? name))) {
  const [ordinary, conserving] = [plainNetwork({ degrees: 1 }), hamiltonianNetwork({ degrees: 1 })].map(
    (network, which) => {
      const scores = Array.from({ length: count }, (_, seed) => {
        const score = run(task, network, seed);
        const told = Object.entries(score).map(([key, value]) => `${key} ${value.toExponential(2)}`);
        console.log(`${task.name}, ${KINDS[which]}, seed ${seed}: ${told.join(', ')}`);
        return score;
      });
      wrong += compare(task, which as 0 | 1, scores);
      return scores;
    },
  );
  const better = conserving.filter(({ energy }, seed) => energy < ordinary[seed].energy).length;
  console.log(`${task.name}: the Hamiltonian network keeps the energy better in ${better} of ${count} seeds`);
  wrong += count - better;
}
console.log(wrong === 0 ? 'The published experiments are reproduced.' : `${wrong} comparisons failed.`);
process.exitCode = wrong === 0 ? 0 : 1;

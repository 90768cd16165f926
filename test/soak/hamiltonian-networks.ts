/**
 * The experiments of Greydanus et al. (2019, arXiv 1906.01563) on the pendulum and the spring, over five seeds:
 * `npm run soak`. About ten minutes. `npm run soak -- 1 spring` runs one seed of one of them.
 *
 * As in the authors' code: 25 motions to train on and 25 to test, noise 0.1, an MLP 2-200-200 of tanh, Adam at 1e-3 with
 * weight decay 1e-4, 2,001 steps of the whole batch. The energy error is the mean of (H − H₀)² over 15 roll-outs of 20
 * units of time from starts with 0.2 ≤ |q|, |p| ≤ 1, with the true H (the published number for the pendulum measures
 * q² + p² instead; both are given). What is compared is the run of their own code at seed 0.
 */
import { drivenOscillator, pendulum } from '#physics';
import type { HamiltonianSystem } from '#physics';
import { fieldLoss, hamiltonianNetwork, observeMotions, plainNetwork, rk4Step } from '#physics/networks';
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

const STEPS = 2001;
const WEIGHT_DECAY = 1e-4;
const ROLL_OUTS = 15;

function batchOf(task: Task, random: Random): { x: Tensor2D; dx: Tensor2D } {
  const { points, radius } = task;
  const { rows, x, dx } = observeMotions(task.system, {
    motions: 25,
    points,
    duration: 3,
    radius,
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
function rollOut(
  task: Task,
  field: (x: Tensor2D) => Tensor2D,
  random: Random,
): { energy: number; published: number } {
  const { hamiltonian } = task.system;
  const H = (q: number, p: number): number => hamiltonian([q], [p], 0) as number;
  const starts = Float32Array.from({ length: 2 * ROLL_OUTS }, () => {
    const u = random.uniform() * 1.6 - 0.8;
    return u + 0.2 * Math.sign(u);
  });
  const first = tf.tensor2d(starts, [ROLL_OUTS, 2]);
  const observed = 100;
  const finer = 8;
  const step = 20 / ((observed - 1) * finer);
  let [x, truth] = [tf.clone(first), tf.clone(first)];
  let [energy, published] = [0, 0];
  for (let i = 0; i < observed; i++) {
    const [now, right] = [x.dataSync(), truth.dataSync()];
    for (let k = 0; k < ROLL_OUTS; k++) {
      const [q, p, Q, P] = [now[2 * k], now[2 * k + 1], right[2 * k], right[2 * k + 1]];
      energy += (H(q, p) - H(starts[2 * k], starts[2 * k + 1])) ** 2;
      published += (q * q + p * p - Q * Q - P * P) ** 2;
    }
    for (let k = 0; k < finer; k++) {
      [x, truth] = [advance(field, x, step), advance(trueField(task), truth, step)];
    }
  }
  tf.dispose([first, x, truth]);
  return { energy: energy / (observed * ROLL_OUTS), published: published / (observed * ROLL_OUTS) };
}

function advance(field: (x: Tensor2D) => Tensor2D, x: Tensor2D, step: number): Tensor2D {
  const next = rk4Step(field, x, step);
  x.dispose();
  return next;
}

/** (2p, −H′(q)) with H′ = 3 sin q or 2q. */
const trueField =
  ({ name }: Task) =>
  (x: Tensor2D): Tensor2D =>
    tf.tidy(() => {
      const [q, p] = tf.split(x, 2, 1); // [B, 1]
      const slope = name === 'pendulum' ? tf.mul(tf.sin(q), 3) : tf.mul(q, 2);
      return tf.concat([tf.mul(p, 2), tf.neg(slope)], 1) as Tensor2D;
    });

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
  const energies = rollOut(task, (x) => network.field(step.parameters, x), random.fork('roll-outs'));
  const score = { train: error(train), test: error(test), ...energies };
  step.dispose();
  tf.dispose([train, test].flatMap(({ x, dx }) => [x, dx]));
  return score;
}

await startNodeBackend();
const count = Number(process.argv[2] ?? 5);
const chosen = TASKS.filter(({ name }) => name === (process.argv[3] ?? name));
let outside = 0;
for (const task of chosen) {
  [plainNetwork({ degrees: 1 }), hamiltonianNetwork({ degrees: 1 })].forEach((network, which) => {
    const kind = which === 0 ? 'ordinary' : 'Hamiltonian';
    const scores = Array.from({ length: count }, (_, seed) => {
      const begun = performance.now();
      const score = run(task, network, seed);
      const told = Object.entries(score).map(([key, value]) => `${key} ${value.toExponential(2)}`);
      console.log(
        `${task.name}, ${kind}, seed ${seed}: ${told.join(', ')} (${Math.round((performance.now() - begun) / 1000)} s)`,
      );
      return score;
    });
    for (const key of ['train', 'test', 'energy'] as const) {
      const values = scores.map((score) => score[key]);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const reference = task.theirs[key][which];
      const within = reference >= low && reference <= high;
      if (!within) outside += 1;
      const spread = `${low.toExponential(2)} … ${high.toExponential(2)}`;
      console.log(
        `  ${key}: theirs ${reference.toExponential(2)} is ${within ? 'within' : 'OUTSIDE'} ours, ${spread}`,
      );
    }
  });
}
console.log(
  outside === 0
    ? 'Every number of theirs lies within the spread of ours.'
    : `${outside} numbers lie outside.`,
);
process.exitCode = outside === 0 ? 0 : 1;

/** Training with tfjs as it is shipped, wherever it runs: nothing of the project is imported here. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { cases, timeKernel } from './kernel-cases.mjs';
import { losses as lossOf } from './stock-models.mjs';

/** @typedef {import('./messages.ts').Values} Values */

const LEARNING_RATE = 1e-3;

/** @type {(() => number) | undefined} one step; returns the loss before it */
let step;

/** @param {Values} values */
const tensorOf = ({ shape, data }) => tf.tensor(data, shape);

/** @param {{ model: string, backend: string, start: import('./messages.ts').Start }} request */
async function load({ model, backend, start }) {
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs did not start its ${backend} backend.`);
  await tf.ready();
  const variables = Object.fromEntries(
    Object.entries(start.parameters).map(([path, values]) => [path, tf.variable(tensorOf(values))]),
  );
  const [x, y] = [tensorOf(start.x), tensorOf(start.y)];
  const optimizer = tf.train.adam(LEARNING_RATE, 0.9, 0.999, 1e-8);
  step = () => {
    const loss = optimizer.minimize(() => lossOf[model](variables, x, y), true);
    if (!loss) throw new Error('minimize returned no loss.');
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  };
}

/** @param {number} steps @returns {Omit<import('./messages.ts').Timed, 'peak'>} */
function run(steps) {
  if (!step) throw new Error('Nothing is loaded.');
  const losses = [];
  const from = performance.now();
  for (let i = 0; i < steps; i++) losses.push(step());
  return { losses, milliseconds: performance.now() - from };
}

/** @param {{ backend: string, place: number }} request */
async function time({ backend, place }) {
  tf.enableProdMode();
  await tf.setBackend(backend);
  await tf.ready();
  const timed = cases[place];
  return tf.getKernel(timed.kernel, backend) ? timeKernel(tf, timed) : null;
}

/** @param {any} request a request of messages.ts */
export const answer = (request) =>
  request.kind === 'load' ? load(request) : request.kind === 'kernel' ? time(request) : run(request.steps);

/** The process that trains with the project's own tensor layer. */
import { Session } from 'node:inspector/promises';
import * as tfjs from '@tensorflow/tfjs-core';
import * as tf from '#tensor';
import type { Parameters } from '#tensor';
import { startNodeBackend } from '../scripts/node-host.ts';
import { cases, timeKernel } from './kernel-cases.mjs';
import type { MemoryReading, Reply, Request, Start, Timed, Values } from './messages.ts';
import { models } from './models.ts';
import type { Batch, Model } from './models.ts';

const LEARNING_RATE = 1e-3;
const MEGABYTE = 2 ** 20;

let training: { readonly step: tf.TrainStep<Parameters, Batch>; readonly batch: Batch } | undefined;

const valuesOf = (x: tf.Tensor): Values => ({ shape: x.shape, data: Float32Array.from(x.dataSync()) });

function build(
  name: string,
  seed: number,
): { model: Model; step: tf.TrainStep<Parameters, Batch>; random: tf.Random } {
  const model = models[name]();
  const random = tf.random(seed);
  const step = tf.trainStep<Parameters, Batch>({
    parameters: model.init(random.fork('parameters')),
    loss: (parameters, batch) => model.loss(parameters, batch),
    optimizer: tf.adam({ learningRate: LEARNING_RATE }),
  });
  return { model, step, random };
}

async function load(name: string, prefer: 'wasm' | 'cpu'): Promise<Start> {
  const { backend: started, reason } = await startNodeBackend(prefer);
  if (started !== prefer) throw new Error(reason);
  const { model, step, random } = build(name, 1);
  const batch = model.batch(random.fork('batch'));
  training = { step, batch };
  return {
    parameters: Object.fromEntries(
      tf.namedLeaves(step.parameters).map(({ path, tensor }) => [path, valuesOf(tensor)]),
    ),
    x: valuesOf(batch.x),
    y: valuesOf(batch.y),
  };
}

function run(steps: number): Timed {
  if (!training) throw new Error('Nothing is loaded.');
  const { step, batch } = training;
  const losses: number[] = [];
  const from = performance.now();
  for (let i = 0; i < steps; i++) losses.push(step.run(batch));
  return { losses, milliseconds: performance.now() - from, peak: process.resourceUsage().maxRSS / 1024 };
}

/** The share of the time of some steps that V8's sampling profiler finds in functions of WebAssembly. */
async function profile(steps: number): Promise<number> {
  if (!training) throw new Error('Nothing is loaded.');
  const { batch } = training;
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 }); // microseconds
  await session.post('Profiler.start');
  for (let i = 0; i < steps; i++) training.step.run(batch);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const timeIn = (belongs: (frame: { functionName: string; url: string }) => boolean): number => {
    const ids = new Set(profile.nodes.filter(({ callFrame }) => belongs(callFrame)).map(({ id }) => id));
    return profile.samples!.reduce((sum, id, i) => sum + (ids.has(id) ? profile.timeDeltas![i] : 0), 0);
  };
  // The profiler's own calls, and time in which no code of ours runs, belong to nobody.
  const step = timeIn(
    ({ functionName, url }) =>
      !['(program)', '(idle)', '(root)'].includes(functionName) && !url.includes('inspector'),
  );
  return timeIn(({ url }) => url.startsWith('wasm:')) / step;
}

/** Trains on fresh batches of 4, through `train`, and reads the memory every `steps`/40 steps. */
async function watch(name: string, steps: number): Promise<MemoryReading[]> {
  await startNodeBackend();
  const { wasm } = tfjs.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  const { model, step, random } = build(name, 2);
  const readings: MemoryReading[] = [];
  const read = (at: number): void => {
    globalThis.gc?.();
    readings.push({
      step: at,
      wasm: wasm.HEAPU8.byteLength / MEGABYTE,
      resident: process.memoryUsage.rss() / MEGABYTE,
      heap: process.memoryUsage().heapUsed / MEGABYTE,
      external: process.memoryUsage().external / MEGABYTE,
      tensors: tf.memory().numTensors,
    });
  };
  const run = tf.train({
    learners: { [name]: step },
    batch: (at) => model.batch(random.fork(`step ${at}`), 4),
    steps,
    evaluate: { every: Math.max(1, Math.floor(steps / 40)), run: read },
  });
  for await (const snapshot of run) if (snapshot.done) break;
  step.dispose();
  return readings;
}

function answer(request: Request): unknown {
  switch (request.kind) {
    case 'kernel':
      return startNodeBackend(request.backend).then(() => timeKernel(tfjs, cases[request.place]));
    case 'load':
      return load(request.model, request.backend);
    case 'run':
      return run(request.steps);
    case 'profile':
      return profile(request.steps);
    case 'watch':
      return watch(request.model, request.steps);
  }
}

/** Answers requests until the driver goes away. */
export function serve(): void {
  process.on('message', (request: Request) => {
    const send = (reply: Reply): void => void process.send?.(reply);
    Promise.resolve()
      .then(() => answer(request))
      .then((value) => {
        send({ value });
      })
      .catch((error: unknown) => {
        send({ error: error instanceof Error ? error.message : String(error) });
      });
  });
}

/** The process that trains with the project's own tensor layer. */
import { Session } from 'node:inspector/promises';
import * as tfjs from '@tensorflow/tfjs-core';
import * as tf from '#tensor';
import { startNodeBackend } from '../scripts/node-host.ts';
import { cases, timeKernel } from './kernel-cases.mjs';
import type { Start } from '../src/speed/start.ts';
import type { MemoryReading, Reply, Request, Timed } from './messages.ts';
import { peakOf } from './peak.mjs';
import { INTERVAL, shareInWasm } from './profile.ts';
import { build, startTraining } from '../src/speed/training.ts';
import type { Training } from '../src/speed/training.ts';

const MEGABYTE = 2 ** 20;

let training: Training | undefined;

async function load(name: string, prefer: 'wasm' | 'cpu'): Promise<Start> {
  training = startTraining(name, await startNodeBackend(prefer), prefer);
  return training.start;
}

function run(steps: number): Timed {
  if (!training) throw new Error('Nothing is loaded.');
  return { ...training.run(steps), peak: peakOf('self') };
}

/** The share of the time of some steps that is spent in functions of WebAssembly. */
async function profile(steps: number): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  run(steps);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return shareInWasm(profile);
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

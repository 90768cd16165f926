import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { MemoryReading, Reply, Request, Start, Timed } from './messages.ts';

/** Somebody who trains a model from a given start, one request at a time. */
export interface Peer {
  load(model: string, start: Start): Promise<void>;
  run(steps: number): Promise<Timed>;
  readonly end: () => void;
}

/** Stock tfjs, whose kernels are timed alone too. */
export interface Stock extends Peer {
  /** The shortest call of a kernel, milliseconds; null where there is none. */
  time(place: number): Promise<number | null>;
}

/** The process that trains with the project's own tensor layer, one request at a time. */
export interface Trainee {
  load(model: string): Promise<Start>;
  run(steps: number): Promise<Timed>;
  /** The share of the time of some steps that is spent in kernels of WebAssembly. */
  profile(steps: number): Promise<number>;
  watch(model: string, steps: number): Promise<MemoryReading[]>;
  /** The shortest call of a kernel, milliseconds. */
  time(place: number): Promise<number>;
  readonly end: () => void;
}

function ask(child: ChildProcess, request: Request): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', replied);
      child.off('exit', exited);
    };
    const replied = (reply: Reply): void => {
      settle();
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.value);
    };
    const exited = (code: number | null): void => {
      settle();
      reject(new Error(`The training process ended with code ${code}.`));
    };
    child.on('message', replied);
    child.on('exit', exited);
    child.send(request);
  });
}

const start = (file: string, args: readonly string[], options: readonly string[]): ChildProcess =>
  fork(file, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...options],
  });

/**
 * Starts the bundled benchmark as the process that trains with the project's own tensor layer; `end` it.
 *
 * `smallNursery` keeps V8 from giving its young generation more room when there is much garbage (up to 100 MB, measured
 * on live steps), which would hide in the resident memory whether anything leaks.
 */
export function startTrainee(file: string, smallNursery = false): Trainee {
  const child = start(
    file,
    ['--ours'],
    [
      '--expose-gc', // the memory is read after a collection
      ...(smallNursery ? ['--max-semi-space-size=2'] : []),
    ],
  );
  // What the answer to each request is, both processes know by messages.ts.
  return {
    load: (model) => ask(child, { kind: 'load', model, backend: 'wasm' }) as Promise<Start>,
    run: (steps) => ask(child, { kind: 'run', steps }) as Promise<Timed>,
    profile: (steps) => ask(child, { kind: 'profile', steps }) as Promise<number>,
    watch: (model, steps) => ask(child, { kind: 'watch', model, steps }) as Promise<MemoryReading[]>,
    time: (place) => ask(child, { kind: 'kernel', place, backend: 'wasm' }) as Promise<number>,
    end: () => void child.kill(),
  };
}

/** Starts stock tfjs on one of its backends; `end` it. */
export function startStock(file: string, backend: 'wasm' | 'cpu'): Stock {
  const child = start(file, [], []);
  return {
    load: (model, beginning) =>
      ask(child, { kind: 'load', model, backend, start: beginning }) as Promise<void>,
    run: (steps) => ask(child, { kind: 'run', steps }) as Promise<Timed>,
    time: (place) => ask(child, { kind: 'kernel', place, backend }) as Promise<number | null>,
    end: () => void child.kill(),
  };
}

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { MemoryReading, Reply, Request, Start, Timed } from './messages.ts';

/** A process that trains, one request at a time. */
export interface Trainee {
  load(model: string, backend: 'wasm' | 'cpu', start?: Start): Promise<Start>;
  run(steps: number): Promise<Timed>;
  watch(model: string, steps: number): Promise<MemoryReading[]>;
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

/** Starts a process on a JavaScript file; `end` it. */
export function startTrainee(file: string, args: readonly string[] = []): Trainee {
  const child = fork(file, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'], // the memory is read after a collection
  });
  // What the answer to each request is, both processes know by messages.ts.
  return {
    load: (model, backend, start) =>
      ask(child, { kind: 'load', model, backend, ...(start && { start }) }) as Promise<Start>,
    run: (steps) => ask(child, { kind: 'run', steps }) as Promise<Timed>,
    watch: (model, steps) => ask(child, { kind: 'watch', model, steps }) as Promise<MemoryReading[]>,
    end: () => void child.kill(),
  };
}

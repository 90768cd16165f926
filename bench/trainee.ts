import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Engine, Peer, Trainee } from './engine.ts';
import type { Start } from '../src/speed/start.ts';
import type { MemoryReading, Reply, Request, Timed } from './messages.ts';

/** A process of Node that trains with the project's own tensor layer, and can be looked into. */
export interface NodeTrainee extends Trainee {
  watch(model: string, steps: number): Promise<MemoryReading[]>;
  /** The shortest call of a kernel, milliseconds. */
  time(place: number): Promise<number>;
}

/** Stock tfjs in Node, whose kernels are timed alone, too. */
export interface NodeStock extends Peer {
  /** The shortest call of a kernel, milliseconds; null where there is none. */
  time(place: number): Promise<number | null>;
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
 * Starts bundled ours.ts as the process that trains with the project's own tensor layer; `end` it.
 *
 * `smallNursery` keeps V8 from giving its young generation more room when there is much garbage (up to 100 MB, measured
 * on live steps), which would hide in the resident memory whether anything leaks.
 */
export function startTrainee(file: string, smallNursery = false): NodeTrainee {
  const child = start(
    file,
    [],
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
export function startStock(file: string, backend: 'wasm' | 'cpu'): NodeStock {
  const child = start(file, [], []);
  return {
    load: (model, beginning) =>
      ask(child, { kind: 'load', model, backend, start: beginning }) as Promise<void>,
    run: (steps) => ask(child, { kind: 'run', steps }) as Promise<Timed>,
    time: (place) => ask(child, { kind: 'kernel', place, backend }) as Promise<number | null>,
    end: () => void child.kill(),
  };
}

/** Node as an engine: each side trains in a process of its own. */
export const nodeEngine = ({ ours, stock }: { ours: string; stock: string }): Engine => ({
  name: `Node ${process.versions.node}`,
  startOurs: () => Promise.resolve(startTrainee(ours)),
  startStock: (backend) => Promise.resolve(startStock(stock, backend)),
});

/** The page's side of the compute worker: one worker, started when first needed, replaced when it does not answer. */

import type { FromWorker, ToWorker } from './messages.ts';

export type RunMessage = FromWorker;
export type RunRequest = Omit<Extract<ToWorker, { type: 'evaluate' }>, 'type' | 'run'>;

export interface Run {
  /** Asks the run to stop; the worker is replaced if it has not stopped within the patience. */
  stop(): void;
  /** Tells the worker that the last snapshot is on the page. */
  shown(): void;
}

/** What the client uses of a worker. */
export interface ComputeWorker {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(
    type: 'error',
    listener: (event: { readonly message: string; preventDefault(): void }) => void,
  ): void;
}

export interface WorkerClient {
  run(request: RunRequest, listen: (message: RunMessage) => void): Run;
  /** Frees what a cell left in the worker; resolves with the tensors that remain. */
  forget(cell: string): Promise<number>;
  /** Ends the worker and everything in it. */
  close(): void;
  /** Has the work wait, or go on. */
  pause(paused: boolean): void;
  /** After an edit by the author: cells are loaded from this index from now on. */
  reload(index: string): void;
  /** Ends the worker, and all that runs in it; from now on workers are started by `create`. */
  move(create: () => ComputeWorker): void;
  /** Workers alive: 0 before the first run, then 1. */
  readonly workers: number;
}

/** Milliseconds that a run has to stop by itself before its worker is terminated. */
const patience = 200;

/**
 * @param create starts a worker.
 * @param lost is called when a worker was replaced and everything kept in it is gone.
 */
export function createWorkerClient(create: () => ComputeWorker, lost: () => void): WorkerClient {
  let worker: ComputeWorker | undefined;
  let runs = 0;
  let paused = false;
  const listeners = new Map<number, (message: RunMessage) => void>();

  const failAll = (name: string, message: string): void => {
    for (const [run, listen] of [...listeners])
      listen({ type: 'failed', run, tensors: 0, error: { name, message, stack: '' } });
    listeners.clear();
  };

  const replace = (): void => {
    worker?.terminate();
    worker = undefined;
    lost();
  };

  const theWorker = (): ComputeWorker => {
    if (worker) return worker;
    worker = create();
    worker.addEventListener('message', ({ data }) => listeners.get(data.run)?.(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      replace();
      failAll(
        'WorkerError',
        event.message ||
          'The compute worker could not be started. Reload the page; if you are offline, connect first.',
      );
    });
    if (paused) worker.postMessage({ type: 'pause', paused } satisfies ToWorker);
    return worker;
  };

  const send = (message: ToWorker): void => theWorker().postMessage(message);

  return {
    get workers() {
      return worker ? 1 : 0;
    },
    run(request, listen) {
      const run = ++runs;
      const finish = (message: RunMessage): void => {
        listeners.delete(run);
        listen(message);
      };
      listeners.set(run, (message) => {
        if (message.type === 'finished' || message.type === 'stopped' || message.type === 'failed')
          finish(message);
        else listen(message);
      });
      send({ type: 'evaluate', run, ...request });
      return {
        shown: () => {
          if (listeners.has(run)) send({ type: 'shown', run });
        },
        stop: () => {
          if (!listeners.has(run)) return;
          send({ type: 'stop', run });
          setTimeout(() => {
            if (!listeners.has(run)) return;
            replace();
            finish({ type: 'stopped', run, tensors: 0 });
            failAll(
              'WorkerError',
              'The worker was replaced because another cell did not stop. Press Run again.',
            );
          }, patience);
        },
      };
    },
    pause(asked) {
      paused = asked;
      worker?.postMessage({ type: 'pause', paused } satisfies ToWorker);
    },
    reload(index) {
      // A worker that is not there yet will load what is there then.
      if (worker) send({ type: 'reload', index });
    },
    forget(cell) {
      if (!worker) return Promise.resolve(0);
      const run = ++runs;
      return new Promise((resolve) => {
        listeners.set(run, (message) => {
          listeners.delete(run);
          resolve('tensors' in message ? message.tensors : 0);
        });
        send({ type: 'forget', run, cell });
      });
    },
    move(next) {
      create = next;
      replace();
      for (const [run, listen] of [...listeners]) listen({ type: 'stopped', run, tensors: 0 });
      listeners.clear();
    },
    close() {
      worker?.terminate();
      worker = undefined;
      listeners.clear();
    },
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker, ToWorker } from './messages.ts';
import { createWorkerClient, type RunMessage } from './worker-client.ts';

/** Stands for a Worker: keeps what was sent, says what the test says. */
class FakeWorker extends EventTarget {
  readonly sent: ToWorker[] = [];
  terminated = false;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const request = { chapter: 'c', cell: 'a', seed: 1, inputs: {}, crossing: ['a'] };

function start() {
  const workers: FakeWorker[] = [];
  let lost = 0;
  const client = createWorkerClient(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    () => lost++,
  );
  const heard: RunMessage[] = [];
  const run = (cell = 'a') => client.run({ ...request, cell }, (message) => heard.push(message));
  const types = () => heard.map(({ type }) => type);
  return { client, workers, heard, run, types, lost: () => lost };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createWorkerClient', () => {
  it('no worker before the first run, one for all runs after it', () => {
    const { client, workers, run } = start();
    expect(client.workers).toBe(0);
    run();
    run('b');
    expect(client.workers).toBe(1);
    expect(workers).toHaveLength(1);
    expect(workers[0]?.sent.map((message) => ('run' in message ? message.run : 0))).toEqual([1, 2]);
  });

  it('each answer goes to its own run, and none after its end', () => {
    const { workers, run, types } = start();
    run();
    const [worker] = workers;
    worker?.say({ type: 'started', run: 1, backend: 'wasm', reason: '' });
    worker?.say({ type: 'finished', run: 1, elapsed: 1, tensors: 0 });
    worker?.say({ type: 'snapshot', run: 1, outputs: {} });
    worker?.say({ type: 'started', run: 7, backend: 'wasm', reason: '' });
    expect(types()).toEqual(['started', 'finished']);
  });

  it('Stop is cooperative: a run that answers within 200 ms keeps its worker', () => {
    const { workers, run, types, lost } = start();
    const { stop } = run();
    stop();
    expect(workers[0]?.sent.at(-1)).toEqual({ type: 'stop', run: 1 });
    workers[0]?.say({ type: 'stopped', run: 1, tensors: 0 });
    vi.advanceTimersByTime(1000);
    expect(types()).toEqual(['stopped']);
    expect([workers[0]?.terminated, lost()]).toEqual([false, 0]);
  });

  it('a run that does not answer within 200 ms: its worker is terminated, once, and the next run gets another', () => {
    const { client, workers, run, types, lost } = start();
    const { stop } = run();
    stop();
    stop();
    vi.advanceTimersByTime(199);
    expect(workers[0]?.terminated).toBe(false);
    vi.advanceTimersByTime(1);
    expect([workers[0]?.terminated, lost(), types()]).toEqual([true, 1, ['stopped']]);
    expect(client.workers).toBe(0);
    run();
    vi.advanceTimersByTime(1000);
    expect(workers).toHaveLength(2);
    expect(workers[1]?.terminated).toBe(false);
  });

  it('a worker that cannot start fails its runs with a remedy', () => {
    const { workers, run, heard, client } = start();
    run();
    workers[0]?.dispatchEvent(new Event('error'));
    expect(heard).toMatchObject([{ type: 'failed', error: { name: 'WorkerError' } }]);
    expect(heard[0]?.type === 'failed' && heard[0].error.message).toMatch(/Reload the page/);
    expect(client.workers).toBe(0);
  });

  it('forget: the tensors that remain; 0 without a worker', async () => {
    const { client, workers, run } = start();
    expect(await client.forget('a')).toBe(0);
    run();
    const left = client.forget('a');
    workers[0]?.say({ type: 'forgotten', run: 2, tensors: 3 });
    expect(await left).toBe(3);
  });

  it('move: the worker ends with all that runs in it, and the next run begins in one of the other kind', () => {
    const { client, workers, run, types, lost } = start();
    run();
    const other = new FakeWorker();
    client.move(() => other as unknown as Worker);
    expect([workers[0]?.terminated, lost(), types()]).toEqual([true, 1, ['stopped']]);
    expect(client.workers).toBe(0);
    run();
    expect([workers.length, other.sent.map(({ type }) => type)]).toEqual([1, ['evaluate']]);
  });

  it('shown is told only while the run goes on', () => {
    const { workers, run } = start();
    const { shown } = run();
    shown();
    workers[0]?.say({ type: 'stopped', run: 1, tensors: 0 });
    shown();
    expect(workers[0]?.sent.map(({ type }) => type)).toEqual(['evaluate', 'shown']);
  });
});

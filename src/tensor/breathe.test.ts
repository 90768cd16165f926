import { expect, test } from 'vitest';
import { breathe } from './breathe.ts';
import { restWhile, workingTime } from './rest.ts';

const work = (milliseconds: number): void => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

test('breathe() lets a timer in during long work; a promise alone does not', async () => {
  const rings = async (pause: () => Promise<void>): Promise<boolean> => {
    let rung = false;
    const timer = setTimeout(() => (rung = true), 1);
    for (let i = 0; i < 10; i++) {
      work(7);
      await pause();
    }
    clearTimeout(timer);
    return rung;
  };
  expect(await rings(() => breathe())).toBe(true);
  expect(await rings(() => Promise.resolve())).toBe(false);
});

test('breathe() is free while the loop turned less than 12 ms ago', async () => {
  work(15);
  await breathe();
  const from = performance.now();
  let calls = 0;
  while (performance.now() - from < 5) {
    await breathe();
    calls++;
  }
  expect(calls).toBeGreaterThan(500); // a turn of the loop takes tens of microseconds, a promise well under one
});

test('breathe(signal) throws an AbortError when aborted before, and when aborted during the turn', async () => {
  const before = AbortSignal.abort();
  await expect(breathe(before)).rejects.toMatchObject({ name: 'AbortError' });

  const controller = new AbortController();
  work(15);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    controller.abort();
  };
  channel.port2.postMessage('stop'); // as a worker is told to stop: it waits in the queue ahead of the turn
  const breaths = async (): Promise<void> => {
    // Usually the first; on a busy machine the turn's timer may be ahead of the message.
    for (let i = 0; i < 3; i++) {
      await breathe(controller.signal);
      work(15);
    }
  };
  await expect(breaths()).rejects.toMatchObject({ name: 'AbortError' });
});

test('breathe(signal) waits while work is to rest, the working clock stands meanwhile, and an abort ends it', async () => {
  let goOn = (): void => undefined;
  restWhile(
    (signal) =>
      new Promise((resolve) => {
        goOn = resolve;
        signal?.addEventListener('abort', () => resolve());
      }),
  );
  try {
    work(15);
    const [wall, working] = [performance.now(), workingTime()];
    setTimeout(() => goOn(), 60);
    await breathe();
    expect(performance.now() - wall).toBeGreaterThan(50);
    expect(workingTime() - working).toBeLessThan(performance.now() - wall - 40);

    const controller = new AbortController();
    work(15);
    setTimeout(() => controller.abort(), 20);
    await expect(breathe(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  } finally {
    restWhile(() => Promise.resolve());
  }
});

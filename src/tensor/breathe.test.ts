import { expect, test } from 'vitest';
import { breathe } from './breathe.ts';

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
  await expect(breathe(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

import { expect, test } from 'vitest';
import { createPauses } from './pauses.ts';

const settled = async (promise: Promise<void>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((done) => setTimeout(done, 0, false))]);

test('work waits while it is paused, and goes on afterwards', async () => {
  const pauses = createPauses();
  const { signal } = new AbortController();
  expect(await settled(pauses.wait(signal))).toBe(true);
  pauses.set(true);
  const waits = pauses.wait(signal);
  expect(await settled(waits)).toBe(false);
  pauses.set(false);
  expect(await settled(waits)).toBe(true);
});

test('a paused run can be stopped', async () => {
  const pauses = createPauses();
  const abort = new AbortController();
  pauses.set(true);
  const waits = pauses.wait(abort.signal);
  abort.abort();
  expect(await settled(waits)).toBe(true);
});

test('what was paused is counted, the pause that lasts included', () => {
  let clock = 0;
  const pauses = createPauses(() => clock);
  pauses.set(true);
  clock = 300;
  pauses.set(true); // again, which changes nothing
  pauses.set(false);
  clock = 1000;
  expect(pauses.total).toBe(300);
  pauses.set(true);
  clock = 1200;
  expect(pauses.total).toBe(500);
});

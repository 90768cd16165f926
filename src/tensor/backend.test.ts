import { expect, test, vi } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';

const productOf = (n: number): number[] =>
  tf.tidy(() => Array.from(tf.matMul(tf.ones([n, n]), tf.ones([n, n])).dataSync()));

// The order matters: wasm starts once a process, and is then there.
test('without bytes: cpu, and the reason says so', async () => {
  const choice = await tf.startBackend({});
  expect(choice.backend).toBe('cpu');
  expect(choice.reason).toMatch(/because no WebAssembly module was handed in\.$/);
  expect(productOf(2)).toEqual([2, 2, 2, 2]);
});

test('bytes that are no module: cpu, and the reason names the error', async () => {
  const choice = await tf.startBackend({ wasm: async () => new ArrayBuffer(8) });
  expect(choice).toMatchObject({ backend: 'cpu' });
  expect(choice.reason).toMatch(/the WebAssembly module did not start \(.*WebAssembly.*\)\.$/);
});

test('bytes that cannot be fetched: cpu, and the reason names the error', async () => {
  const choice = await tf.startBackend({ wasm: () => Promise.reject(new Error('HTTP 404')) });
  expect(choice.reason).toMatch(/did not start \(HTTP 404\)/);
});

test('an engine without SIMD: cpu, and the bytes are not asked for', async () => {
  const wasm = vi.fn(async () => new ArrayBuffer(0));
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const choice = await tf.startBackend({ wasm });
  validate.mockRestore();
  expect(choice.reason).toMatch(/because this engine has no WebAssembly SIMD\.$/);
  expect(wasm).not.toHaveBeenCalled();
});

test('with the right bytes: wasm, and process-wide handlers are left alone', async () => {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.listenerCount(event));
  expect(await startNodeBackend()).toMatchObject({ backend: 'wasm' });
  expect(tf.getBackend()).toBe('wasm');
  expect(productOf(4)).toEqual(Array(16).fill(4));
  expect(events.map((event) => process.listenerCount(event))).toEqual(before);
});

test('the backend can be switched, and wasm is not started twice', async () => {
  const { backend, reason } = await startNodeBackend('cpu');
  expect(backend).toBe('cpu');
  expect(reason).toMatch(/because it was asked for\.$/);
  const wasm = vi.fn(async () => new ArrayBuffer(0));
  expect(await tf.startBackend({ wasm })).toMatchObject({ backend: 'wasm' });
  expect(wasm).not.toHaveBeenCalled();
});

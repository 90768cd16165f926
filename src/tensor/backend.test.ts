import { expect, test } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';
test('wasm starts', async () => {
  console.log(await startNodeBackend());
  const g = tf.matMul(tf.ones([4, 4]), tf.ones([4, 4]));
  expect(Array.from(g.dataSync()).every((v) => v === 4)).toBe(true);
});

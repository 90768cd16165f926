import { describe, expect, test } from 'vitest';
import type * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { glorotNormal, glorotUniform, heNormal, heUniform } from './initialisers.ts';
import { fingerprint } from './parameters.ts';
import { random } from './random.ts';

const shape = [3, 3, 20, 60]; // 10,800 numbers
const [fanIn, fanOut] = [180, 540];

const initialisers = {
  heUniform: {
    draw: (seed: number) => heUniform(shape, fanIn, random(seed)),
    variance: 2 / fanIn,
    fourth: 1.8,
  },
  heNormal: { draw: (seed: number) => heNormal(shape, fanIn, random(seed)), variance: 2 / fanIn, fourth: 3 },
  glorotUniform: {
    draw: (seed: number) => glorotUniform(shape, fanIn, fanOut, random(seed)),
    variance: 2 / (fanIn + fanOut),
    fourth: 1.8,
  },
  glorotNormal: {
    draw: (seed: number) => glorotNormal(shape, fanIn, fanOut, random(seed)),
    variance: 2 / (fanIn + fanOut),
    fourth: 3,
  },
};

async function values(
  backend: 'wasm' | 'cpu',
  draw: () => tf.Tensor,
): Promise<{ data: Float32Array; print: string }> {
  await startNodeBackend(backend);
  const x = draw();
  const result = { data: Float32Array.from(x.dataSync()), print: fingerprint(x) };
  expect(x.shape).toEqual(shape);
  x.dispose();
  return result;
}

describe.each(Object.entries(initialisers))('%s', (_, { draw, variance, fourth }) => {
  test('mean 0, the variance of its formula, and the fourth moment of its distribution', async () => {
    const { data } = await values('wasm', () => draw(3));
    const n = data.length;
    const moment = (k: number): number => data.reduce((sum, x) => sum + x ** k, 0) / n;
    // Within 4 standard deviations of each estimate; kurtosis 1.8 is the uniform's, 3 the normal's.
    expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(variance / n));
    expect(Math.abs(moment(2) / variance - 1)).toBeLessThan(4 * Math.sqrt((fourth - 1) / n));
    expect(Math.abs(moment(4) / variance ** 2 - fourth)).toBeLessThan(
      4 * Math.sqrt((fourth === 3 ? 96 : 4) / n),
    );
  });

  test('the same bits on wasm and cpu; others with another seed', async () => {
    const prints = [await values('wasm', () => draw(3)), await values('cpu', () => draw(3))].map(
      ({ print }) => print,
    );
    expect(prints[0]).toBe(prints[1]);
    expect((await values('cpu', () => draw(4))).print).not.toBe(prints[0]);
  });
});

test('a variance of 1/fanIn, LeCun’s, is told apart from 2/fanIn', () => {
  const n = 10_800;
  const twin = heUniform(shape, 2 * fanIn, random(3));
  const second = Float32Array.from(twin.dataSync()).reduce((sum, x) => sum + x * x, 0) / n;
  expect(Math.abs(second / (2 / fanIn) - 1)).toBeGreaterThan(4 * Math.sqrt(0.8 / n));
  twin.dispose();
});

test.each([0, -1, NaN])('a fan of %d throws, naming the shape', (fan) => {
  expect(() => heNormal([2, 2], fan, random(1))).toThrow(/fanIn must be .* shape \[2, 2\]/);
});

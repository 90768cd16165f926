import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawNumberSets } from './number-sets.ts';

beforeAll(() => startNodeBackend());

describe('drawNumberSets', () => {
  it('sum, mean, max, median and variance are theirs', () => {
    const values = drawNumberSets({ count: 1, size: 4, statistic: 'sum' }, tf.random(1)).x.dataSync();
    const [a, b, c, d] = [...values].sort((x, y) => x - y);
    const mean = (a + b + c + d) / 4;
    const wanted = {
      sum: 4 * mean,
      mean,
      max: d,
      median: (b + c) / 2,
      variance: (a * a + b * b + c * c + d * d) / 4 - mean * mean,
    };
    for (const [statistic, value] of Object.entries(wanted)) {
      const { y } = drawNumberSets({ count: 1, size: 4, statistic: statistic as 'sum' }, tf.random(1));
      expect(y.dataSync()[0]).toBeCloseTo(value, 6);
    }
  });
});

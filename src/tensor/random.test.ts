import { describe, expect, test } from 'vitest';
import { random, shuffle } from './random.ts';
import type { Random } from './random.ts';

const take = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);

/** Greatest distance between the empirical distribution of `values` and the distribution function `cdf`. */
function kolmogorovSmirnov(values: number[], cdf: (x: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  return Math.max(...sorted.map((x, i) => Math.max(cdf(x) - i / n, (i + 1) / n - cdf(x))));
}

/** Φ(x) by the trapezoid rule on the density: an oracle that shares nothing with the sampler. */
function normalCdf(x: number): number {
  const steps = 400;
  const from = -8;
  const h = (Math.min(Math.max(x, from), 8) - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const t = from + i * h;
    sum += (i === 0 || i === steps ? 0.5 : 1) * Math.exp((-t * t) / 2);
  }
  return (sum * h) / Math.sqrt(2 * Math.PI);
}

/** Pearson's χ² of counts against equal probabilities. */
function chiSquared(counts: number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** 1.95/√n is the Kolmogorov–Smirnov bound that a right sampler passes in 999 of 1,000 seeds; ours are fixed. */
const ksBound = (n: number): number => 1.95 / Math.sqrt(n);

describe('random(seed)', () => {
  test('the same seed gives the same numbers, another seed gives others', () => {
    const draw = (seed: number): number[] => {
      const stream = random(seed);
      return [...take(50, stream.uniform), ...take(50, stream.normal)];
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(-1)).not.toEqual(draw(2 ** 32 - 1));
  });

  test('the streams of near seeds are uncorrelated, from the first draw on', () => {
    const n = 4000;
    const first = take(
      n,
      (
        (seed = 0) =>
        () =>
          random(seed++).uniform() - 0.5
      )(),
    );
    let lag = 0;
    for (let i = 1; i < n; i++) lag += first[i] * first[i - 1] * 12;
    // The sum of n products of variance 1 stays within 4 standard deviations.
    expect(Math.abs(lag)).toBeLessThan(4 * Math.sqrt(n));
    expect(kolmogorovSmirnov(first, (x) => x + 0.5)).toBeLessThan(ksBound(n));
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('random(%d) throws', (seed) => {
    expect(() => random(seed)).toThrow(/safe integer/);
  });
});

describe('uniform()', () => {
  test('it is uniform on [0, 1) in multiples of 2⁻⁵³', () => {
    const values = take(20_000, random(3).uniform);
    expect(values.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true);
    expect(values.some((u) => !Number.isInteger(u * 2 ** 40))).toBe(true);
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(ksBound(20_000));
  });

  test('each of its 53 bits is fair', () => {
    const n = 10_000;
    const ones = new Array<number>(53).fill(0);
    const stream = random(11);
    for (let i = 0; i < n; i++) {
      const bits = BigInt(stream.uniform() * 2 ** 53);
      for (let b = 0; b < 53; b++) ones[b] = ones[b] + Number((bits >> BigInt(b)) & 1n);
    }
    // Five standard deviations of a fair coin over 53 bits.
    for (const count of ones) expect(Math.abs(count - n / 2)).toBeLessThan(5 * Math.sqrt(n / 4));
  });
});

describe('integer(low, high)', () => {
  test('every k with low ≤ k < high has the same probability, and none else occurs', () => {
    const stream = random(5);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 14_000; i++) {
      const k = stream.integer(-3, 4) + 3;
      counts[k] = counts[k] + 1;
    }
    expect(counts).toHaveLength(7);
    expect(chiSquared(counts)).toBeLessThan(22.5); // 99.9 % quantile of χ² with 6 degrees of freedom
  });

  test('a range that 2⁵³ is far from a multiple of is still fair; the remainder method is not', () => {
    const high = 6_004_799_503_160_661; // 2/3 of 2⁵³: u mod high falls in the lower half twice as often
    const half = Math.floor(high / 2);
    const n = 3000;
    const [stream, twin] = [random(9), random(9)];
    const fair = take(n, () => stream.integer(0, high)).filter((k) => k < half).length;
    const biased = take(n, () => (twin.uniform() * 2 ** 53) % high).filter((k) => k < half).length;
    const bound = 5 * Math.sqrt(n / 4);
    expect(Math.abs(fair - n / 2)).toBeLessThan(bound);
    expect(Math.abs(biased - n / 2)).toBeGreaterThan(bound);
  });

  test.each([
    [0, 0],
    [3, 1],
    [0.5, 2],
    [0, Infinity],
  ])('integer(%d, %d) throws', (low, high) => {
    expect(() => random(1).integer(low, high)).toThrow(RangeError);
  });
});

describe('normal()', () => {
  const n = 20_000;
  const values = take(n, random(17).normal);

  test('it is N(0, 1): Kolmogorov–Smirnov against Φ', () => {
    expect(kolmogorovSmirnov(values, normalCdf)).toBeLessThan(ksBound(n));
  });

  test('a uniform twin of the same mean and variance fails that test', () => {
    const stream = random(17);
    const twin = take(n, () => Math.sqrt(3) * (2 * stream.uniform() - 1));
    expect(kolmogorovSmirnov(twin, normalCdf)).toBeGreaterThan(ksBound(n));
  });

  test('E x⁴ = 3: its tails are right', () => {
    const fourth = values.reduce((sum, x) => sum + x ** 4, 0) / n;
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / n)); // x⁴ has variance 96
  });

  test('successive values are uncorrelated', () => {
    let lag = 0;
    for (let i = 1; i < n; i++) lag += values[i] * values[i - 1];
    expect(Math.abs(lag)).toBeLessThan(4 * Math.sqrt(n));
  });
});

describe('fork(label)', () => {
  const ten = (stream: Random): number[] => take(10, stream.uniform);

  test('a draw added to the parent or to a sibling shifts nothing', () => {
    const plain = random(1);
    const busy = random(1);
    take(7, busy.normal);
    take(7, busy.fork('other').uniform);
    expect(ten(busy.fork('weights'))).toEqual(ten(plain.fork('weights')));
  });

  test('another label, nesting or parent gives another stream', () => {
    const root = random(1);
    const streams = [
      root,
      root.fork(''),
      root.fork('a'),
      root.fork('b'),
      root.fork('ab'),
      root.fork('a').fork('b'),
      root.fork('b').fork('a'),
      random(2).fork('a'),
    ].map((stream) => ten(stream).join());
    expect(new Set(streams).size).toBe(streams.length);
  });

  test('the streams of many labels look like one uniform sample', () => {
    const root = random(21);
    const firsts = take(
      4000,
      (
        (i = 0) =>
        () =>
          root.fork(`step ${i++}`).uniform()
      )(),
    );
    expect(kolmogorovSmirnov(firsts, (x) => x)).toBeLessThan(ksBound(4000));
  });
});

describe('shuffle(n, random)', () => {
  test('it is a permutation of 0 … n − 1', () => {
    expect([...shuffle(1000, random(2))].toSorted((a, b) => a - b)).toEqual([...Array(1000).keys()]);
    expect([...shuffle(0, random(2))]).toEqual([]);
  });

  test('all 24 permutations of 4 are equally likely; swapping with any index instead is not', () => {
    const trials = 12_000;
    const count = (permute: (stream: Random) => ArrayLike<number>): number[] => {
      const stream = random(8);
      const counts = new Map<string, number>();
      for (let i = 0; i < trials; i++) {
        const key = Array.from(permute(stream)).join();
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return [...counts.values()];
    };
    const naive = (stream: Random): number[] => {
      const order = [0, 1, 2, 3];
      for (let i = 0; i < 4; i++) {
        const j = stream.integer(0, 4);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    };
    const right = count((stream) => shuffle(4, stream));
    expect(right).toHaveLength(24);
    expect(chiSquared(right)).toBeLessThan(49.7); // 99.9 % quantile of χ² with 23 degrees of freedom
    expect(chiSquared(count(naive))).toBeGreaterThan(49.7);
  });

  test.each([-1, 1.5, NaN])('shuffle(%d) throws', (n) => {
    expect(() => shuffle(n, random(1))).toThrow(RangeError);
  });
});

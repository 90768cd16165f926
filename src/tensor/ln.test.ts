import { describe, expect, test } from 'vitest';
import { ln } from './ln.ts';

describe('ln', () => {
  test('ln x = Math.log x to 4 parts in 10¹⁶ over the range of a double', () => {
    // Both sides are within about 2 ulp (2 · 2.2e-16) of the truth; near x = 1 the value itself is small.
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = (1 + ((i * 0.618_033_988_75) % 1)) * 2 ** ((i % 2000) - 1000);
      worst = Math.max(worst, Math.abs(ln(x) - Math.log(x)) / Math.abs(Math.log(x)));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  test('ln 1 = 0, ln 2 = ln2, ln(5e-324) is finite', () => {
    expect(ln(1)).toBe(0);
    expect(ln(2)).toBe(Math.LN2);
    expect(Math.abs(ln(Number.MIN_VALUE) + 744.440_071_921_381)).toBeLessThan(1e-12);
  });

  test('near 1 it keeps its relative precision: ln(1 + δ) ≈ δ − δ²/2', () => {
    const delta = 2 ** -30;
    // The next term of the series, δ³/3, is below 1e-18 of the value.
    expect(Math.abs(ln(1 + delta) / (delta - (delta * delta) / 2) - 1)).toBeLessThan(1e-15);
  });

  test.each([0, -1, NaN, Infinity])('ln(%d) throws', (x) => {
    expect(() => ln(x)).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { random } from '../tensor/random.ts';
import { cos, cosh, exp, expm1, ln, pow, sin, sinh, tanh } from './index.ts';

/** Whole numbers times 2⁻²⁰⁰: an arithmetic of its own, against which doubles are compared. */
const ONE = 1n << 200n;
const exact = (x: number): bigint => {
  let [m, e] = [x, 0n];
  while (!Number.isInteger(m)) [m, e] = [m * 2, e + 1n];
  return (BigInt(m) * ONE) >> e;
};
const times = (a: bigint, b: bigint): bigint => (a * b) / ONE;

/** Σ xᵏ/k! over k = start, start + step, … with signs. */
function series(x: bigint, start: number, step: number, sign: bigint): bigint {
  let term = ONE;
  let sum = 0n;
  for (let k = 0; k < 2000 && (term !== 0n || k <= start); k++) {
    if (k >= start && (k - start) % step === 0) sum += ((k - start) / step) % 2 === 0 ? term : sign * term;
    term = times(term, x) / BigInt(k + 1);
  }
  return sum;
}
const exactExp = (x: number): bigint =>
  x < 0 ? (ONE * ONE) / series(exact(-x), 0, 1, 1n) : series(exact(x), 0, 1, 1n);
const exactSin = (x: number): bigint => series(exact(x), 1, 2, -1n);
const exactCos = (x: number): bigint => series(exact(x), 0, 2, -1n);

/** The spacing of doubles at y. */
const ulp = (y: number): number => {
  let unit = 2 ** -52;
  for (let scale = 1; scale * 2 <= Math.abs(y); scale *= 2) unit *= 2;
  for (let scale = 1; scale > Math.abs(y) && scale > 1e-300; scale /= 2) unit /= 2;
  return unit;
};
const errorInUlps = (y: number, truth: bigint): number => {
  const scaled = (BigInt(Math.round(y / ulp(y))) * exact(ulp(y)) - truth) * 1000n;
  return Math.abs(Number(scaled / exact(ulp(y)))) / 1000;
};

const draws = (count: number, limit: number): number[] => {
  const { uniform } = random(1);
  return Array.from({ length: count }, () => (2 * uniform() - 1) * limit);
};
const worst = (xs: number[], f: (x: number) => number, truth: (x: number) => bigint): number =>
  xs.reduce((most, x) => Math.max(most, errorInUlps(f(x), truth(x))), 0);

describe('portable elementary functions, against 200-bit fixed-point arithmetic', () => {
  const moderate = [...draws(300, 30), ...draws(200, 1), ...draws(100, 1e-3)];

  it('exp is within 1 ulp', () => expect(worst(moderate, exp, exactExp)).toBeLessThan(1));
  it('expm1 is within 4 ulp', () => expect(worst(moderate, expm1, (x) => exactExp(x) - ONE)).toBeLessThan(4));
  it('sin is within 1 ulp', () => expect(worst(moderate, sin, exactSin)).toBeLessThan(1));
  it('cos is within 1 ulp', () => expect(worst(moderate, cos, exactCos)).toBeLessThan(1));
  it('tanh is within 8 ulp', () => {
    const truth = (x: number): bigint => {
      const e = exactExp(2 * x);
      return ((e - ONE) * ONE) / (e + ONE);
    };
    expect(worst(moderate, tanh, truth)).toBeLessThan(8);
  });
  it('sinh is within 8 ulp, cosh within 2', () => {
    const half = (sign: bigint) => (x: number) => (exactExp(x) + sign * exactExp(-x)) / 2n;
    expect(worst(moderate, sinh, half(-1n))).toBeLessThan(8);
    expect(worst(moderate, cosh, half(1n))).toBeLessThan(2);
  });

  it('sin and cos keep their precision where multiples of π cancel: the doubles next to kπ/2', () => {
    const near = Array.from({ length: 400 }, (_, k) => k * (Math.PI / 2));
    expect(worst(near.slice(1), sin, exactSin)).toBeLessThan(1);
    expect(worst(near, cos, exactCos)).toBeLessThan(1);
  });

  it('a wrong coefficient, or π/2 as one double, would be caught', () => {
    const careless = (x: number): number => {
      const k = Math.round(x / (Math.PI / 2));
      return [sin, cos, (r: number) => -sin(r), (r: number) => -cos(r)][((k % 4) + 4) % 4](
        x - k * (Math.PI / 2),
      );
    };
    expect(worst(moderate, careless, exactSin)).toBeGreaterThan(2);
    expect(worst(moderate, (x) => exp(x) * (1 + 2 ** -51), exactExp)).toBeGreaterThan(1);
  });

  it('large angles: sin 10²², and sin² + cos² = 1 up to the largest double', () => {
    // sin(10²²) = −0.8522008497671888017727…: Ng, “Argument reduction: good to the last bit” (1992).
    expect(sin(1e22)).toBe(-0.8522008497671888);
    for (const x of [1_647_100.5, 1e9 + 0.1, 1e100, Number.MAX_VALUE]) {
      expect(Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1)).toBeLessThan(3e-16);
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(3e-16); // V8's own reduction is exact too
      expect(sin(-x)).toBe(-sin(x));
    }
  });

  it('ends of the range: exp is 0, subnormal, ∞ where it should be; NaN and ∞ have no sine', () => {
    expect([exp(-746), exp(710), exp(0), exp(-Infinity)]).toEqual([0, Infinity, 1, 0]);
    expect(exp(-744)).toBe(1e-323);
    expect(Math.abs(exp(709.5) / Math.exp(709.5) - 1)).toBeLessThan(1e-15);
    expect(() => sin(Infinity)).toThrow('finite number of radians');
    expect(() => cos(NaN)).toThrow(RangeError);
  });

  it('xʸ: whole and half powers by multiplication, others through exp and ln', () => {
    expect([pow(3, 4), pow(2, -2), pow(9, 1.5), pow(4, -0.5), pow(0, 0), pow(-2, 3)]).toEqual([
      81, 0.25, 27, 0.5, 1, -8,
    ]);
    for (const [x, y] of [
      [2.5, 0.3],
      [0.01, -2.7],
      [123.4, 5.1],
    ]) {
      // (1 + |y ln x|) · 3e-16
      expect(Math.abs(pow(x, y) / x ** y - 1)).toBeLessThan(3e-16 * (1 + Math.abs(y * ln(x))));
    }
    expect(pow(-2, 0.3)).toBeNaN();
  });

  it('no function of Math that engines differ in is called', () => {
    const sources = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.'));
    for (const name of sources) {
      const calls = readFileSync(`${import.meta.dirname}/${name}`, 'utf8').matchAll(/Math\.([a-z0-9]+)\(/g);
      for (const [, called] of calls)
        expect(['abs', 'floor', 'min', 'max', 'round', 'sqrt']).toContain(called);
    }
  });
});

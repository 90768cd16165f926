import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { Expression } from './expression.ts';
import { parseFormula } from './parse-formula.ts';

const names = { x: 3, y: 5, vx: 7, 'θ₁': 11 };
const read = (text: string): unknown => parseFormula(text, names);

describe('parseFormula', () => {
  it.each([
    ['-y + 2x', 1],
    ['2 x y', 30],
    ['x − y − 1', -3],
    ['x/y/5', 3 / 25],
    ['2^-1', 0.5],
    ['-x^2', -9],
    ['(x + 1)(y - 1)', 16],
    ['2^3^2', 512],
    ['x·vx*θ₁', 231],
    ['1.5e1 + .5', 15.5],
    ['sqrt(x^2 + 16) pi', 5 * Math.PI],
    ['exp(0) + ln(1) + cos(0) + sin(0) + tanh(0)', 2],
    ['--x', 3],
  ])('%s = %d', (text, value) => expect(read(text)).toBe(value));

  it('with names that are formulas it gives a formula', () => {
    const x = Expression.variable('x');
    const formula = parseFormula('3 x^2 - sin(x)', { x });
    expect(compile([formula], [x]).run([2])[0]).toBeCloseTo(12 - Math.sin(2), 14);
  });

  it.each([
    ['x +', 'column 4: something is missing at the end'],
    ['2 z', 'column 3: “z” is not known; there are x, y, vx, θ₁, π, cos'],
    ['(x', 'column 3: a “)” is missing'],
    ['x )', 'column 3: “)” does not fit here'],
    ['sin x', 'column 5: a “(” is missing'],
    ['constructor', '“constructor” is not known'],
    ['', 'something is missing'],
    ['x = 2', 'column 3: “=” does not fit here'],
  ])('%s: the mistake is told with its column', (text, told) => expect(() => read(text)).toThrow(told));

  it('an exponent that depends on a name is refused', () => {
    expect(() => parseFormula('2^x', { x: Expression.variable('x') })).toThrow('an exponent is a number');
  });
});

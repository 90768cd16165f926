import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { Expression } from './expression.ts';
import type { Scalar } from './expression.ts';
import { derivativeAlong, gradient } from './gradient.ts';
import * as op from './operations.ts';
import { dependsOn, substitute } from './substitute.ts';

const x = Expression.variable('x');
const y = Expression.variable('y');
const at = (formula: Scalar, values: readonly number[]): number => compile([formula], [x, y]).run(values)[0];

/** Every operation, inside other operations, so that each meets a derivative from above. */
const FORMULAS: Record<string, (x: Scalar, y: Scalar) => Scalar> = {
  add: (a, b) => op.square(op.add(a, b, 2)),
  sub: (a, b) => op.square(op.sub(a, op.mul(3, b))),
  mul: (a, b) => op.mul(a, b, a),
  div: (a, b) => op.div(op.sin(a), op.add(op.square(b), 1)),
  neg: (a, b) => op.mul(op.neg(a), op.neg(op.square(b))),
  sqrt: (a, b) => op.sqrt(op.add(op.square(a), op.mul(2, op.square(b)), 1)),
  exp: (a, b) => op.exp(op.mul(a, b)),
  ln: (a, b) => op.ln(op.add(1, op.square(a), op.square(b))),
  sin: (a, b) => op.sin(op.mul(a, op.cos(b))),
  cos: (a, b) => op.cos(op.add(op.square(a), b)),
  tanh: (a, b) => op.tanh(op.mul(a, op.add(b, 1))),
  softplus: (a, b) => op.softplus(op.mul(3, a, b)),
  pow: (a, b) => op.pow(op.add(op.square(a), op.square(b), 1), -1.5),
  norm: (a, b) => op.div(1, op.norm([a, b, 1])),
};

describe('formulas', () => {
  it.each(Object.keys(FORMULAS))('%s: the gradient equals central differences, to third order', (name) => {
    const f = FORMULAS[name](x, y);
    const [fx] = gradient(f, [x, y]);
    const [, fxy] = gradient(fx, [x, y]);
    const h = 1e-4;
    for (const [a, b] of [
      [0.3, -0.7],
      [1.1, 0.4],
      [-0.6, 0.9],
    ]) {
      const chain: [Scalar, readonly Scalar[]][] = [
        [f, gradient(f, [x, y])],
        [fx, gradient(fx, [x, y])],
        [fxy, gradient(fxy, [x, y])],
      ];
      for (const [g, [gx, gy]] of chain) {
        // h²/6 · |g‴| with derivatives up to about 100, and rounding 1e-16/h
        expect(Math.abs((at(g, [a + h, b]) - at(g, [a - h, b])) / (2 * h) - at(gx, [a, b]))).toBeLessThan(
          2e-6,
        );
        expect(Math.abs((at(g, [a, b + h]) - at(g, [a, b - h])) / (2 * h) - at(gy, [a, b]))).toBeLessThan(
          2e-6,
        );
      }
    }
  });

  it.each(Object.keys(FORMULAS))('%s: on numbers, and as a program, it gives the same bits', (name) => {
    const f = FORMULAS[name];
    for (const [a, b] of [
      [0.3, -0.7],
      [2.5, 1.75],
    ]) {
      expect(at(f(x, y), [a, b])).toBe(f(a, b));
    }
  });

  it('a derivative of another function is caught by the same differences', () => {
    const [wrong] = gradient(op.sin(x), [x]);
    const h = 1e-4;
    const quotient = (at(op.cos(x), [0.3 + h, 0]) - at(op.cos(x), [0.3 - h, 0])) / (2 * h);
    expect(Math.abs(quotient - at(wrong, [0.3, 0]))).toBeGreaterThan(0.1);
  });

  it('∂/∂v of ½ m v² is m v, a constant twice over: what does not matter is left out', () => {
    const [momentum] = gradient(op.mul(0.5, 3, op.square(x)), [x]);
    expect(gradient(momentum, [x])).toEqual([3]);
    expect(gradient(momentum, [y])).toEqual([0]);
    expect([op.add(0, x), op.mul(1, x), op.mul(0, x), op.sub(x, x), op.neg(op.neg(x))]).toEqual([
      x,
      x,
      0,
      0,
      x,
    ]);
  });

  it('d/dt f(x, y) = f_x ẋ + f_y ẏ', () => {
    expect(at(derivativeAlong(op.mul(x, y), [x, y], [y, 2]), [3, 5])).toBe(5 * 5 + 3 * 2);
  });

  it('substitution computes what becomes constant, and leaves the rest shared', () => {
    expect(substitute([op.add(op.cos(x), y)], new Map([[x, 0]]))).toEqual([op.add(1, y)]);
    const kept = op.sin(y);
    expect(substitute([op.mul(x, kept)], new Map([[x, 1]]))).toEqual([kept]);
    expect([dependsOn(kept, [x]), dependsOn(kept, [y])]).toEqual([false, true]);
  });

  it('equal operations are done once', () => {
    expect(compile([op.mul(op.sin(x), op.sin(x))], [x]).size).toBe(2);
  });

  it('a formula used as a number throws, and so does a variable that nobody gives', () => {
    expect(() => (x as unknown as number) * 2).toThrow('Write mul(x, 2)');
    expect(() => (x as unknown as number) > 0).toThrow('do not branch');
    expect(() => compile([op.add(x, y)], [x])).toThrow('contains “y”');
    expect(() => compile([x], [x]).run([1, 2])).toThrow('takes 1 numbers; got 2');
    expect(() => op.dot([1], [1, 2])).toThrow('one length; got 1 and 2');
  });
});

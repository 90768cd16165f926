import { cos, exp, ln, pow, sin, tanh } from '../../elementary/index.ts';
import type { Operation } from './expression.ts';

/** ln(1 + eˣ), with the same bits in every engine. */
function softplus(x: number): number {
  const e = exp(-Math.abs(x));
  return Math.max(x, 0) + (e < 1e-17 ? e : ln(1 + e));
}

/** What each operation does to numbers: + − × ÷ √ are the same in every engine, and the rest is made of them. */
export const ARITHMETIC: Readonly<Record<Operation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  sqrt: (a) => Math.sqrt(a),
  exp: (a) => exp(a),
  ln: (a) => (a > 0 && a < Infinity ? ln(a) : NaN),
  sin: (a) => (Number.isFinite(a) ? sin(a) : NaN),
  cos: (a) => (Number.isFinite(a) ? cos(a) : NaN),
  tanh: (a) => tanh(a),
  softplus,
  pow,
};

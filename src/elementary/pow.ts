import { ln } from '../tensor/ln.ts';
import { exp } from './exp.ts';

/**
 * xʸ, with the same bits in every engine.
 *
 * By repeated multiplication where y is whole (|y| ≤ 1024; relative error about |y| · 1e-16), by a square root more
 * where 2y is; elsewhere e^(y ln x) for x > 0 (relative error about (1 + |y ln x|) · 3e-16). NaN for a negative x with
 * another y.
 */
export function pow(x: number, y: number): number {
  if (Number.isInteger(y) && Math.abs(y) <= 1024) return y < 0 ? 1 / natural(x, -y) : natural(x, y);
  if (Number.isInteger(2 * y) && Math.abs(y) <= 1024) {
    const whole = Math.floor(Math.abs(y));
    const power = natural(x, whole) * Math.sqrt(x);
    return y < 0 ? 1 / power : power;
  }
  if (x === 0) return y > 0 ? 0 : Infinity;
  return x > 0 ? exp(y * ln(x)) : NaN;
}

/** xⁿ by squaring. */
function natural(x: number, n: number): number {
  let result = 1;
  let square = x;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

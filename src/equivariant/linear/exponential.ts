import { combine, identityMatrix, multiply } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/**
 * exp(A) = Σₖ Aᵏ/k!, by scaling and squaring: exp(A) = exp(A/2ˢ)^(2ˢ) with ‖A/2ˢ‖ ≤ ½, and 18 terms, the last below 2⁻⁷⁰.
 *
 * Accurate to about 2ˢ roundings. Moler & Van Loan, doi:10.1137/S00361445024180, method 3.
 *
 * @throws when A is not finite
 */
export function exponential(a: Matrix): number[][] {
  const size = Math.max(...a.map((row) => row.reduce((sum, entry) => sum + Math.abs(entry), 0)));
  if (!Number.isFinite(size)) throw new Error('exp(A) needs a matrix of finite numbers.');
  let halvings = 0;
  let scale = 1;
  while (size * scale > 0.5) {
    scale /= 2;
    halvings += 1;
  }
  const small = a.map((row) => row.map((entry) => entry * scale));
  let sum = identityMatrix(a.length);
  for (let k = 18; k >= 1; k--) sum = combine(1, identityMatrix(a.length), 1 / k, multiply(small, sum)); // Horner
  for (let s = 0; s < halvings; s++) sum = multiply(sum, sum);
  return sum;
}

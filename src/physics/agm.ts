/**
 * The arithmetic–geometric mean of two positive numbers: the common limit of a ← (a + b)/2, b ← √(ab).
 *
 * The complete elliptic integral is K(k) = π / (2 agm(1, √(1 − k²))). Source: Abramowitz & Stegun 17.6.
 *
 * @example
 * ```ts
 * import { agm } from '#physics';
 *
 * 1 / agm(1, Math.SQRT2); // Gauss's constant, 0.834626841674…
 * ```
 */
export function agm(a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`agm(a, b) needs two positive numbers; got ${a} and ${b}.`);
  let [upper, lower] = [Math.max(a, b), Math.min(a, b)];
  // It converges quadratically; rounding keeps the two a few units apart at the end.
  while (upper - lower > 4e-16 * upper) [upper, lower] = [(upper + lower) / 2, Math.sqrt(upper * lower)];
  return (upper + lower) / 2;
}

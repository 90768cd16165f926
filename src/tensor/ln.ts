// Written out: `**` is not exact in every engine.
const TWO_32 = 4_294_967_296;

/**
 * The natural logarithm of x > 0, with the same bits in every engine.
 *
 * x = m · 2ᵉ with √½ ≤ m < √2 is exact, and ln x = e ln 2 + 2 artanh z with z = (m − 1)/(m + 1), |z| < 0.1716.
 * `Math.log` differs between engines by an ulp on some inputs; this uses only + − × ÷, which IEEE 754 fixes.
 * Relative error: below 1e-15. For x = 0, negative, infinite or NaN it throws a RangeError.
 */
export function ln(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`ln(x) needs a finite x > 0; got ${x}.`);
  let m = x;
  let e = 0;
  // Scaling by a power of two is exact (and brings a subnormal x into the normal range first).
  while (m < 1 / TWO_32) {
    m *= TWO_32;
    e -= 32;
  }
  while (m >= TWO_32) {
    m /= TWO_32;
    e += 32;
  }
  while (m < Math.SQRT1_2) {
    m *= 2;
    e -= 1;
  }
  while (m >= Math.SQRT2) {
    m *= 0.5;
    e += 1;
  }
  const z = (m - 1) / (m + 1);
  const z2 = z * z; // < 0.0295: the first term left out is below 0.0295¹¹/23 < 1e-18
  let series = 0;
  for (let k = 21; k >= 3; k -= 2) series = (series + 1 / k) * z2;
  return e * Math.LN2 + 2 * (z + z * series);
}

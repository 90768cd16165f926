import { scaleByPowerOfTwo } from './power-of-two.ts';

// ln 2 in two parts, of which the first has 32 bits, so that k times it is exact for |k| < 2²¹ (fdlibm's e_exp.c).
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

// fdlibm's e_exp.c (Sun Microsystems 1993, freely distributable): x coth(x/2) as a polynomial in x², to 2⁻⁵⁹.
const COTH = [
  1.66666666666666019037e-1, -2.77777777770155933842e-3, 6.61375632143793436117e-5, -1.6533902205465251539e-6,
  4.13813679705723846039e-8,
];

/**
 * eˣ, with the same bits in every engine.
 *
 * x = k ln 2 + r with |r| ≤ ½ ln 2, and eˣ = 2ᵏ eʳ with eʳ from a rational approximation: + − × ÷ only. Error below
 * 1 ulp; ∞ above 709.78, 0 below −745.13, NaN for NaN.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / Math.LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const r2 = r * r;
  const c = r - r2 * COTH.reduceRight((sum, coefficient) => coefficient + r2 * sum, 0);
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}

/**
 * eˣ − 1 without cancellation near 0, with the same bits in every engine.
 *
 * Taylor's series to x¹⁶/16! for |x| < 0.35 (the next term is below 1e-16 of the value), e^x − 1 elsewhere. Error below
 * 4 ulp.
 */
export function expm1(x: number): number {
  if (Math.abs(x) >= 0.35) return exp(x) - 1;
  let series = 0;
  for (let k = 16; k >= 2; k--) series = (x / k) * (1 + series);
  return x + x * series;
}

/** tanh x = (1 − e⁻²ˣ)/(1 + e⁻²ˣ), with the same bits in every engine. Error below 8 ulp; odd, bit for bit. */
export function tanh(x: number): number {
  const t = expm1(-2 * Math.abs(x));
  const y = -t / (t + 2);
  return x < 0 ? -y : y;
}

/** sinh x = ½(eˣ − e⁻ˣ), with the same bits in every engine. Error below 8 ulp; odd, bit for bit. */
export function sinh(x: number): number {
  const t = expm1(Math.abs(x));
  const y = t === Infinity ? Infinity : 0.5 * (t + t / (t + 1));
  return x < 0 ? -y : y;
}

/** cosh x = ½(eˣ + e⁻ˣ), with the same bits in every engine. Error below 2 ulp. */
export function cosh(x: number): number {
  const e = exp(Math.abs(x));
  return 0.5 * e + 0.5 / e;
}

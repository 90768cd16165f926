import { quarterTurns } from './quarter-turns.ts';

// Coefficients of fdlibm's k_sin.c and k_cos.c (Sun Microsystems 1993, freely distributable), good to 2⁻⁵⁷ on ±π/4.
const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

/** sin(x + tail) for |x| ≤ π/4. */
function sineNearZero(x: number, tail: number): number {
  const z = x * x;
  const series = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * tail - z * x * series) - tail - z * x * S1);
}

/** cos(x + tail) for |x| ≤ π/4. */
function cosineNearZero(x: number, tail: number): number {
  const z = x * x;
  const series = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * series - x * tail));
}

/** sin x, x in radians, with the same bits in every engine. Error below 1 ulp for every double; odd, bit for bit. */
export function sin(x: number): number {
  const { quarters, rest, tail } = quarterTurns(x);
  const y = quarters % 2 === 0 ? sineNearZero(rest, tail) : cosineNearZero(rest, tail);
  return quarters >= 2 ? -y : y;
}

/** cos x, x in radians, with the same bits in every engine. Error below 1 ulp for every double; even, bit for bit. */
export function cos(x: number): number {
  const { quarters, rest, tail } = quarterTurns(x);
  const y = quarters % 2 === 0 ? cosineNearZero(rest, tail) : sineNearZero(rest, tail);
  return quarters === 1 || quarters === 2 ? -y : y;
}

// Coefficients of fdlibm's k_sin.c and k_cos.c (Sun Microsystems 1993, freely distributable), good to 2⁻⁵⁷ on ±π/4.
const SINE = [
  -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4,
  2.75573137070700676789e-6, -2.50507602534068634195e-8, 1.58969099521155010221e-10,
];
const COSINE = [
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5,
  -2.75573143513906633035e-7, 2.0875723212981748279e-9, -1.13596475577881948265e-11,
];

const horner = (coefficients: readonly number[], z: number): number =>
  coefficients.reduceRight((sum, coefficient) => coefficient + z * sum, 0);

/**
 * The cosine and sine of an angle in degrees, with the same bits in every engine, and exact at multiples of 90°.
 *
 * `Math.cos` and `Math.sin` differ between engines in the last bit; + − × do not, and nothing else is used here.
 *
 * @example
 * ```ts
 * import { turn } from '#tensor';
 *
 * [turn(90), turn(45)];
 * ```
 */
export function turn(degrees: number): { readonly cos: number; readonly sin: number } {
  if (!Number.isFinite(degrees)) throw new Error(`An angle of ${degrees}°: give a finite number of degrees.`);
  const angle = degrees % 360; // exact: so is a remainder of floats, always
  const quarters = Math.round(angle / 90);
  const x = (angle - 90 * quarters) * (Math.PI / 180); // within ±π/4
  const z = x * x;
  const sine = x + x * z * horner(SINE, z);
  const cosine = 1 - 0.5 * z + z * z * horner(COSINE, z);
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return { cos: -sine, sin: cosine };
    case 2:
      return { cos: -cosine, sin: -sine };
    case 3:
      return { cos: sine, sin: -cosine };
    default:
      return { cos: cosine, sin: sine };
  }
}

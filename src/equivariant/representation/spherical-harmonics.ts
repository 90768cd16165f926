/** How to add and multiply whatever the coordinates are: numbers, or tensors of numbers. */
export interface Arithmetic<T> {
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  scale(a: T, factor: number): T;
  /** The constant 1, of the shape of a. */
  one(a: T): T;
}

/** How large a spherical harmonic is: |Y_l| = √(2l+1), |Y_l| = 1, or ∫ Y_lm² = 1 over the sphere. */
export type HarmonicNormalisation = 'component' | 'norm' | 'integral';

/** The length of Y_l on the unit sphere. */
function harmonicLength(l: number, normalisation: HarmonicNormalisation): number {
  if (normalisation === 'norm') return 1;
  const component = Math.sqrt(2 * l + 1);
  return normalisation === 'component' ? component : component / Math.sqrt(4 * Math.PI);
}

const NUMBERS: Arithmetic<number> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  scale: (a, factor) => a * factor,
  one: () => 1,
};

/**
 * The real spherical harmonics of a vector up to degree lmax, as homogeneous polynomials: |x|ˡ Y_lm(x/|x|).
 *
 * Order l = 0 … lmax, m = −l … l. The polar axis is y, so that l = 1 is (x, y, z); m > 0 has cos mφ, m < 0 has
 * sin |m|φ, where z + ix = r sin θ e^{iφ}; no Condon–Shortley sign. As in e3nn.
 *
 * Y_lm = √(2 (l−m)!/(l+m)!) Πₗᵐ(y, r²) Re or Im (z + ix)ᵐ, with (l−m) Πₗᵐ = (2l−1) y Πₗ₋₁ᵐ − (l+m−1) r² Πₗ₋₂ᵐ,
 * which is the recursion of Legendre's functions without their powers of sin θ.
 *
 * @param arithmetic how to calculate; default with numbers
 * @param normalisation default 'component'
 * @returns (lmax + 1)² values
 */
export function harmonicPolynomials<T>(
  lmax: number,
  [x, y, z]: readonly [T, T, T],
  arithmetic: Arithmetic<T>,
  normalisation: HarmonicNormalisation = 'component',
): T[] {
  if (!Number.isInteger(lmax) || lmax < 0) throw new Error(`lmax must be a whole number ≥ 0; got ${lmax}.`);
  const { add, multiply, scale, one } = arithmetic;
  const r2 = add(add(multiply(x, x), multiply(y, y)), multiply(z, z));
  const harmonics: T[] = [];
  const place = (l: number, m: number): number => l * l + l + m;

  let [real, imaginary] = [one(x), scale(x, 0)]; // (z + ix)ᵐ
  let [top, ratio] = [1, 1]; // (2m−1)!!, and (l−m)!/(l+m)! for l = m
  for (let m = 0; m <= lmax; m++) {
    if (m > 0) {
      [real, imaginary] = [
        add(multiply(z, real), scale(multiply(x, imaginary), -1)),
        add(multiply(z, imaginary), multiply(x, real)),
      ];
      top *= 2 * m - 1;
      ratio /= 2 * m * (2 * m - 1);
    }
    let [below, legendre] = [scale(real, 0), scale(one(x), top)]; // Πₗ₋₁ᵐ and Πₗᵐ, from l = m
    let rest = ratio;
    for (let l = m; l <= lmax; l++) {
      if (l > m) {
        const next = add(
          scale(multiply(y, legendre), (2 * l - 1) / (l - m)),
          scale(multiply(r2, below), -(l + m - 1) / (l - m)),
        );
        [below, legendre] = [legendre, next];
        rest *= (l - m) / (l + m);
      }
      const size = harmonicLength(l, normalisation) * Math.sqrt(m === 0 ? 1 : 2 * rest);
      harmonics[place(l, m)] = scale(multiply(legendre, real), size);
      if (m > 0) harmonics[place(l, -m)] = scale(multiply(legendre, imaginary), size);
    }
  }
  return harmonics;
}

/**
 * The real spherical harmonics of one direction, in float64; see `harmonicPolynomials` for order and conventions.
 *
 * @param direction a vector other than 0; only its direction counts
 * @returns Y₀₀, Y₁₋₁, Y₁₀, Y₁₁, …: (lmax + 1)² numbers
 *
 * @example
 * ```ts
 * import { sphericalHarmonics } from '#equivariant';
 *
 * sphericalHarmonics(2, [0, 0, 1]);
 * ```
 */
export function sphericalHarmonics(
  lmax: number,
  direction: readonly [number, number, number],
  normalisation: HarmonicNormalisation = 'component',
): number[] {
  const length = Math.sqrt(direction.reduce((sum, entry) => sum + entry * entry, 0));
  if (!(length > 0 && Number.isFinite(length))) {
    throw new Error(`(${direction.join(', ')}) has no direction; give a finite vector other than 0.`);
  }
  const [x, y, z] = direction;
  return harmonicPolynomials(lmax, [x / length, y / length, z / length], NUMBERS, normalisation);
}

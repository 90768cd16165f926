/** n!, exact in float64 up to 22! and to rounding beyond. */
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** (−1)ⁿ */
const sign = (n: number): number => (n % 2 === 0 ? 1 : -1);

/**
 * The Clebsch–Gordan coefficient ⟨l₁ m₁ l₂ m₂ | l₃ m₁+m₂⟩ for whole l, in the phase convention of Condon and Shortley.
 *
 * Racah's closed form; Varshalovich et al., Quantum Theory of Angular Momentum (1988), section 8.2.1, eq. 3.
 */
function clebschGordan(l1: number, m1: number, l2: number, m2: number, l3: number): number {
  const m3 = m1 + m2;
  if (Math.abs(m3) > l3) return 0;
  const triangle =
    ((2 * l3 + 1) * factorial(l1 + l2 - l3) * factorial(l1 - l2 + l3) * factorial(l2 + l3 - l1)) /
    factorial(l1 + l2 + l3 + 1);
  const weights = [l1 + m1, l1 - m1, l2 + m2, l2 - m2, l3 + m3, l3 - m3].reduce(
    (product, n) => product * factorial(n),
    1,
  );
  let sum = 0;
  const last = Math.min(l1 + l2 - l3, l1 - m1, l2 + m2);
  for (let k = Math.max(0, l2 - l3 - m1, l1 - l3 + m2); k <= last; k++) {
    const terms = [k, l1 + l2 - l3 - k, l1 - m1 - k, l2 + m2 - k, l3 - l2 + m1 + k, l3 - l1 - m2 + k];
    sum += sign(k) / terms.reduce((product, n) => product * factorial(n), 1);
  }
  return Math.sqrt(triangle * weights) * sum;
}

/** One term of a real basis vector: amount · iᵖ times the complex basis vector m. */
interface ComplexTerm {
  readonly m: number;
  readonly amount: number;
  readonly power: number;
}

/**
 * The real basis vector a of spin l in the complex basis: cosines for a > 0, sines for a < 0, times (−i)ˡ, which makes
 * all couplings real. Homeier & Steinborn, doi:10.1016/S0166-1280(96)90531-X.
 */
function realBasisVector(l: number, a: number): ComplexTerm[] {
  const m = Math.abs(a);
  const phase = 3 * l; // (−i)ˡ = i³ˡ
  if (a === 0) return [{ m: 0, amount: 1, power: phase }];
  const [plain, alternating] = [Math.SQRT1_2, sign(m) * Math.SQRT1_2];
  return a > 0
    ? [
        { m: -m, amount: plain, power: phase },
        { m, amount: alternating, power: phase },
      ]
    : [
        { m: -m, amount: plain, power: phase + 3 },
        { m, amount: alternating, power: phase + 1 },
      ];
}

/**
 * The coupling of three real irreps of SO(3): C with Σ D¹ᵢₐ D²ⱼᵦ D³ₖ꜀ Cₐᵦ꜀ = Cᵢⱼₖ and Σ C² = 1, unique up to its sign.
 *
 * z = √(2l₃+1) Σᵢⱼ Cᵢⱼₖ xᵢ yⱼ couples x of spin l₁ and y of spin l₂ to spin l₃. The sign is that of the Clebsch–Gordan
 * coefficients of Condon and Shortley, brought to the real basis m = −l … l of `sphericalHarmonics`; as in e3nn.
 *
 * @returns C[2l₁+1][2l₂+1][2l₃+1]
 * @throws when |l₁ − l₂| ≤ l₃ ≤ l₁ + l₂ does not hold: then there is no such C
 *
 * @example
 * ```ts
 * import { wigner3j } from '#equivariant';
 *
 * wigner3j(1, 1, 1).map((slice) => slice.map((row) => [...row])); // the cross product, up to a factor
 * ```
 */
export function wigner3j(l1: number, l2: number, l3: number): number[][][] {
  if (![l1, l2, l3].every((l) => Number.isInteger(l) && l >= 0) || l3 > l1 + l2 || l3 < Math.abs(l1 - l2)) {
    throw new Error(
      `Spins ${l1}, ${l2}, ${l3} do not couple; take whole numbers with |l₁ − l₂| ≤ l₃ ≤ l₁ + l₂.`,
    );
  }
  const range = (l: number): number[] => Array.from({ length: 2 * l + 1 }, (_, index) => index - l);
  const norm = Math.sqrt(2 * l3 + 1); // Σ ⟨l₁m₁l₂m₂|l₃m₃⟩² = 2l₃ + 1
  return range(l1).map((a) =>
    range(l2).map((b) =>
      range(l3).map((c) => {
        let sum = 0;
        for (const x of realBasisVector(l1, a)) {
          for (const y of realBasisVector(l2, b)) {
            for (const z of realBasisVector(l3, c)) {
              const power = x.power + y.power + 3 * z.power; // z is conjugated
              if (x.m + y.m !== z.m || power % 2 !== 0) continue; // odd powers are imaginary, and cancel
              const real = power % 4 === 0 ? 1 : -1;
              sum += real * x.amount * y.amount * z.amount * clebschGordan(l1, x.m, l2, y.m, l3);
            }
          }
        }
        return sum / norm;
      }),
    ),
  );
}

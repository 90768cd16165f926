/** 2¹, 2², 2⁴, … 2⁵¹², by squaring: `**` is not exact in every engine, products of powers of two are. */
const SQUARES = Array.from({ length: 9 }).reduce<number[]>(
  (powers) => [...powers, powers[powers.length - 1] * powers[powers.length - 1]],
  [2],
);

/** 2ᵏ for a whole −1022 ≤ k ≤ 1023, exactly. */
function powerOfTwo(k: number): number {
  const positive = SQUARES.reduce(
    (power, square, bit) => (Math.floor(Math.abs(k) / (1 << bit)) % 2 === 1 ? power * square : power),
    1,
  );
  return k < 0 ? 1 / positive : positive;
}

/** x · 2ᵏ, rounded once (and only where the result is subnormal). */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k > 1000) return x * powerOfTwo(1000) * powerOfTwo(Math.min(k - 1000, 1000));
  if (k < -1000) return x * powerOfTwo(-1000) * powerOfTwo(Math.max(k + 1000, -1000));
  return x * powerOfTwo(k);
}

import { scaleByPowerOfTwo } from './power-of-two.ts';

/** An angle as so many right angles, modulo 4, and a rest of at most π/4 in two parts, rest + tail. */
export interface Quarters {
  readonly quarters: number;
  readonly rest: number;
  readonly tail: number;
}

// π/2 in three parts of 33 bits and what is left (fdlibm's e_rem_pio2.c): k times a part is exact for |k| < 2²⁰.
const PART_1 = 1.57079632673412561417;
const PART_2 = 6.0771005063039659766e-11;
const PART_3 = 2.0222662487111664558e-21;
const PART_REST = 8.47842766036889956997e-32;

/** Above this many radians k has more than 20 bits. */
const LARGE = 1_647_099;

/** Splits an angle in radians: x = k π/2 + rest + tail to about 2⁻¹¹⁰ relative to the rest. Throws a RangeError for ±∞ and NaN. */
export function quarterTurns(x: number): Quarters {
  if (!Number.isFinite(x))
    throw new RangeError(`An angle of ${x} has no sine: give a finite number of radians.`);
  if (Math.abs(x) <= Math.PI / 4) return { quarters: 0, rest: x, tail: 0 };
  if (Math.abs(x) > LARGE) return reduceExactly(x);
  const k = Math.round(x / (Math.PI / 2));
  const first = subtract(x, k * PART_1);
  const second = subtract(first.value, k * PART_2);
  const third = subtract(second.value, k * PART_3);
  const lost = first.error + second.error + third.error - k * PART_REST;
  const rest = third.value + lost;
  return { quarters: k & 3, rest, tail: third.value - rest + lost };
}

/** a − b in two parts without error (Knuth's two-sum). */
function subtract(a: number, b: number): { value: number; error: number } {
  const value = a - b;
  const back = value - a;
  return { value, error: a - (value - back) - (b + back) };
}

/** Bits after the point: 1024 for the largest x, and more than enough for the rest. */
const BITS = 1280n;

/** A large angle modulo π/2 in whole numbers: a double is m · 2ᵉ, and π is known to as many bits as that takes. */
function reduceExactly(x: number): Quarters {
  let mantissa = Math.abs(x);
  let exponent = 0n;
  for (; mantissa >= 2 ** 53; exponent++) mantissa /= 2; // halving and doubling are exact
  for (; !Number.isInteger(mantissa); exponent--) mantissa *= 2;
  const right = halfPi();
  const angle = BigInt(mantissa) << (BITS + exponent);
  const k = (angle + right / 2n) / right;
  const rest = angle - k * right;
  // 120 bits are kept: 53 for the rest, as many for the tail.
  const kept = rest >> (BITS - 120n);
  const high = Number(kept);
  const tail = Number(kept - BigInt(high));
  const unit = scaleByPowerOfTwo(1, -120);
  const sign = x < 0 ? -1 : 1;
  return { quarters: (sign * Number(k & 3n)) & 3, rest: sign * high * unit, tail: sign * tail * unit };
}

let known: bigint | undefined;

/** π/2 · 2^BITS by Machin's formula, π/4 = 4 arctan 1/5 − arctan 1/239, computed once. */
function halfPi(): bigint {
  known ??= (2n * (4n * inverseTangent(5n) - inverseTangent(239n))) >> 32n;
  return known;
}

/** arctan(1/n) · 2^(BITS + 32): the guard bits take what the divisions lose. */
function inverseTangent(n: bigint): bigint {
  let power = (1n << (BITS + 32n)) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 4n) {
    sum += power / k;
    power /= n * n;
    sum -= power / (k + 2n);
    power /= n * n;
  }
  return sum;
}

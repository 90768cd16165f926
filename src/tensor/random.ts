import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { fnv1a } from './fnv.ts';
import type { Word64 } from './fnv.ts';
import { ln } from './ln.ts';

// Written out: `**` is not exact in every engine.
const TWO_26 = 67_108_864;
const TWO_31 = 2_147_483_648;
const TWO_32 = 4_294_967_296;
const TWO_53 = 9_007_199_254_740_992;

/** A stream of random numbers; the same seed and labels give the same bits in every engine. */
export interface Random {
  /** A multiple of 2⁻⁵³ in [0, 1), each with the same probability. */
  readonly uniform: () => number;
  /** An integer in [low, high), without bias. Throws a RangeError unless low < high are safe integers. */
  readonly integer: (low: number, high: number) => number;
  /** A draw from N(0, 1). */
  readonly normal: () => number;
  /**
   * An independent stream named `label`. It depends only on this stream's seed and labels, never on how many
   * numbers were drawn, so a draw added in one place shifts nothing elsewhere; the same label gives the same
   * stream again.
   */
  readonly fork: (label: string) => Random;
}

/** The finaliser of MurmurHash3 (Appleby, public domain): a bijection of 32-bit words that mixes every bit. */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** 128 bits of state from 64 bits of name: different names give different states, and none is all zero. */
function generatorState({ high, low }: Word64): number[] {
  const a = mix(low);
  const b = mix(high ^ a);
  const c = mix((low + 0x9e3779b9) ^ b);
  return [a, b, c, mix((high + 0x9e3779b9) ^ c)];
}

function stream(name: Word64): Random {
  const generator = xoroshiro128plusFromState(generatorState(name));

  // The lowest bits of a xoroshiro128+ word are its weak ones: 27 and 26 bits are taken from the top of two.
  const draw53 = (): number => {
    const top = generator.next() >>> 5;
    return top * TWO_26 + (generator.next() >>> 6);
  };
  const uniform = (): number => draw53() / TWO_53;

  return {
    uniform,

    integer(low, high) {
      const range = high - low;
      if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || !(range > 0 && range <= TWO_53)) {
        throw new RangeError(
          `integer(low, high) draws from low ≤ k < high, at most 2⁵³ safe integers; got [${low}, ${high}).`,
        );
      }
      // 2⁵³ is split into `range` equal bins; what is left over is drawn again, so no bin is larger than another.
      const bin = (TWO_53 - (TWO_53 % range)) / range;
      for (;;) {
        const value = draw53();
        if (value < bin * range) return low + (value - (value % bin)) / bin;
      }
    },

    // Marsaglia's polar method (SIAM Review 6 (1964) 260, doi:10.1137/1006063): a point (u, v) of the unit disc with
    // s = u² + v² gives u √(−2 ln s / s). The second value, with v, is not kept: a stream has no state but the generator.
    normal() {
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const s = u * u + v * v;
        if (s > 0 && s < 1) return u * Math.sqrt((-2 * ln(s)) / s);
      }
    },

    fork(label) {
      const child = fnv1a(name);
      child.word(label.length); // so that fork('a').fork('b') is not fork('ab')
      for (let i = 0; i < label.length; i++) child.word(label.charCodeAt(i));
      return stream(child.value());
    },
  };
}

/**
 * A stream of random numbers from a seed: xoroshiro128+ (Blackman & Vigna, doi:10.1145/3460772), whose 128-bit
 * state comes from the seed by FNV-1a and the MurmurHash3 finaliser, so that near seeds share nothing.
 *
 * `seed` is any safe integer; anything else throws a RangeError.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 *
 * const draw = random(seed);
 * ({ uniform: draw.uniform(), normal: draw.normal(), dice: draw.integer(1, 7), fork: draw.fork('weights').uniform() });
 * ```
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`random(seed) needs a safe integer; got ${seed}.`);
  const name = fnv1a();
  name.word(seed >>> 0);
  name.word(Math.floor(seed / TWO_32) >>> 0);
  return stream(name.value());
}

/**
 * A uniformly random permutation of 0, 1, …, n − 1 (Fisher–Yates, from the top down).
 *
 * Throws a RangeError unless n is a natural number below 2³¹.
 * Source: Durstenfeld, Algorithm 235, doi:10.1145/364520.364540.
 *
 * @example
 * ```ts
 * import { random, shuffle } from '#tensor';
 *
 * Array.from(shuffle(8, random(seed)));
 * ```
 */
export function shuffle(n: number, random: Random): Int32Array {
  if (!Number.isInteger(n) || n < 0 || n >= TWO_31) {
    throw new RangeError(`shuffle(n, random) needs a whole number n with 0 ≤ n < 2³¹; got ${n}.`);
  }
  const order = Int32Array.from({ length: n }, (_, i) => i); // [n]
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(0, i + 1);
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
  return order;
}

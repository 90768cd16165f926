// 64-bit arithmetic as two unsigned 32-bit halves: a BigInt would be some thirty times slower.
const OFFSET_HIGH = 0xcbf29ce4;
const OFFSET_LOW = 0x84222325;
const PRIME_LOW = 0x1b3; // the FNV prime is 2⁴⁰ + 0x1b3
const TWO_32 = 0x1_0000_0000;

/** A 64-bit number: `high` and `low` are unsigned 32-bit halves. */
export interface Word64 {
  readonly high: number;
  readonly low: number;
}

/** A running hash; feed it bytes or words, read it at any time. */
export interface Fnv {
  byte(value: number): void;
  /** Four bytes of an unsigned or signed 32-bit integer, least significant first, on every machine. */
  word(value: number): void;
  value(): Word64;
  hex(): string;
}

/**
 * The 64-bit FNV-1a hash: for each byte b, h ← (h ⊕ b) · (2⁴⁰ + 0x1b3) mod 2⁶⁴.
 *
 * It tells accidental differences apart; it is no defence against somebody who looks for a collision.
 * `from` continues an earlier hash (default: the published offset basis).
 * Source: RFC 9923 (Fowler, Noll, Vo, Eastlake, Hansen).
 */
export function fnv1a(from: Word64 = { high: OFFSET_HIGH, low: OFFSET_LOW }): Fnv {
  let { high, low } = from;

  function byte(value: number): void {
    const mixed = (low ^ (value & 0xff)) >>> 0;
    const product = mixed * PRIME_LOW; // < 2⁴¹, so it is exact in a double
    high = (Math.imul(high, PRIME_LOW) + Math.floor(product / TWO_32) + (mixed << 8)) >>> 0;
    low = product >>> 0;
  }

  return {
    byte,
    word(value) {
      byte(value);
      byte(value >>> 8);
      byte(value >>> 16);
      byte(value >>> 24);
    },
    value: () => ({ high, low }),
    hex: () => high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0'),
  };
}

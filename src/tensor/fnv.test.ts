import { describe, expect, test } from 'vitest';
import { fnv1a } from './fnv.ts';

const hash = (text: string): string => {
  const fnv = fnv1a();
  for (const byte of new TextEncoder().encode(text)) fnv.byte(byte);
  return fnv.hex();
};

describe('fnv1a', () => {
  // Published test vectors of the 64-bit FNV-1a (RFC 9923).
  test.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('fnv1a(%j) = %s', (text, digest) => {
    expect(hash(text)).toBe(digest);
  });

  test('it equals the definition computed with BigInt, on 4 kB of bytes', () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 3)) & 0xff);
    let h = 0xcbf29ce484222325n;
    for (const b of bytes) h = ((h ^ BigInt(b)) * 0x100000001b3n) & 0xffffffffffffffffn;
    const fnv = fnv1a();
    for (const b of bytes) fnv.byte(b);
    expect(fnv.hex()).toBe(h.toString(16).padStart(16, '0'));
  });

  test('word(w) feeds its four bytes, least significant first', () => {
    const [a, b] = [fnv1a(), fnv1a()];
    a.word(0x80c1_d2e3);
    for (const byte of [0xe3, 0xd2, 0xc1, 0x80]) b.byte(byte);
    expect(a.hex()).toBe(b.hex());
  });

  test('fnv1a(from) continues an earlier hash', () => {
    const whole = fnv1a();
    whole.word(1);
    whole.word(2);
    const first = fnv1a();
    first.word(1);
    const second = fnv1a(first.value());
    second.word(2);
    expect(second.hex()).toBe(whole.hex());
  });
});

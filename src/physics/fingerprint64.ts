import { fnv1a } from '../tensor/fnv.ts';

/**
 * 16 hexadecimal digits that stand for the exact bits of some double-precision numbers: equal fingerprints mean an equal
 * simulation. −0 differs from 0. Throws on a NaN, whose bits differ between engines. 64-bit FNV-1a (RFC 9923).
 *
 * @example
 * ```ts
 * import { fingerprint64 } from '#physics';
 *
 * [fingerprint64([Float64Array.of(0)]), fingerprint64([Float64Array.of(-0)])];
 * ```
 */
export function fingerprint64(values: readonly (Float64Array | Int8Array)[]): string {
  const hash = fnv1a();
  const bits = new DataView(new ArrayBuffer(8));
  for (const list of values) {
    hash.word(list.length);
    for (const value of list) {
      if (Number.isNaN(value)) {
        throw new Error('fingerprint64: a value is NaN, and the bits of a NaN differ between engines.');
      }
      bits.setFloat64(0, value);
      hash.word(bits.getUint32(4));
      hash.word(bits.getUint32(0));
    }
  }
  return hash.hex();
}

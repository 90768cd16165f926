import { describe, expect, it } from 'vitest';
import { allSystems, fingerprint64, simulatorFingerprints } from './index.ts';

describe('fingerprints of simulators', () => {
  const first = simulatorFingerprints();

  it('the same every time, and another for every system', () => {
    expect(simulatorFingerprints()).toEqual(first);
    const ofSystems = allSystems().map(({ name }) => first[`${name}, Runge–Kutta 4`]);
    expect(ofSystems.every((print) => /^[0-9a-f]{16}$/.test(print))).toBe(true);
    expect(new Set(ofSystems).size).toBe(ofSystems.length);
  });

  it('one bit of one number gives another; the sign of 0 counts, a NaN is refused', () => {
    const values = Float64Array.of(1, 2, 3);
    const other = Float64Array.of(1, 2 + 2 ** -51, 3);
    expect(fingerprint64([values])).not.toBe(fingerprint64([other]));
    expect(fingerprint64([Float64Array.of(0)])).not.toBe(fingerprint64([Float64Array.of(-0)]));
    expect(fingerprint64([values.subarray(0, 2), values.subarray(2)])).not.toBe(fingerprint64([values]));
    expect(() => fingerprint64([Float64Array.of(NaN)])).toThrow('NaN');
  });
});

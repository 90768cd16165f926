import { describe, expect, it } from 'vitest';
import { claimRelations, holds } from './judge.ts';

describe('holds', () => {
  it.each([
    ['is', 1, 1, true],
    ['is', 1, 2, false],
    ['is', 'a1', 'a1', true],
    ['is', 'a1', 'a2', false],
    ['is', true, true, true],
    ['is', true, false, false],
    ['below', 1, 2, true],
    ['below', 2, 2, false],
    ['above', 3, 2, true],
    ['above', 2, 2, false],
    ['atMost', 2, 2, true],
    ['atMost', 3, 2, false],
    ['atLeast', 2, 2, true],
    ['atLeast', 1, 2, false],
  ] as const)('%s: %s against %s is %s', (relation, value, bound, expected) => {
    expect(holds({ relation, value, bound })).toBe(expected);
  });

  it('|value − bound| ≤ tolerance, and not one step beyond', () => {
    expect(holds({ relation: 'is', value: 1.25, bound: 1, tolerance: 0.25 })).toBe(true);
    expect(holds({ relation: 'is', value: 0.75, bound: 1, tolerance: 0.25 })).toBe(true);
    expect(holds({ relation: 'is', value: 1.2500001, bound: 1, tolerance: 0.25 })).toBe(false);
  });

  it.each(claimRelations)('NaN fulfils no relation: %s', (relation) => {
    expect(holds({ relation, value: Number.NaN, bound: 1, tolerance: 9 })).toBe(false);
    expect(holds({ relation, value: 1, bound: Number.NaN, tolerance: 9 })).toBe(false);
  });

  it('an order between words is none', () => {
    expect(holds({ relation: 'below', value: 'a', bound: 'b' })).toBe(false);
  });
});

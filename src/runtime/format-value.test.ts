import { describe, expect, it } from 'vitest';
import { formatRange, formatValue } from './format-value.ts';

describe('formatValue', () => {
  it.each([
    [0.9734, 'percent', '97.3 %'],
    [1234567, 'integer', '1,234,567'],
    [0.000123456, 'decimal', '0.000123'],
    [0.00000031, 'scientific', '3.1 × 10⁻⁷'],
    [0, 'scientific', '0'],
    ['ab12', 'text', 'ab12'],
  ])('%s as %s is “%s”', (value, as, text) => {
    expect(formatValue(value, as)).toBe(text);
  });

  it('refuses a word where a number is meant, and a way to show that it does not know', () => {
    expect(() => formatValue('x', 'percent')).toThrow('must be a number');
    expect(() => formatValue(1, 'roman')).toThrow('“roman”');
  });
});

describe('formatRange', () => {
  it.each([
    [7.148089773055001e-8, 1.4524831027162477e-7, '7.1 × 10⁻⁸ to 1.5 × 10⁻⁷'],
    [175.96214496530592, 179.4632365833968, '176 to 179'],
    [0, 12, '0 to 12'],
    [0.50001, 0.50002, '0.50001 to 0.50002'],
    [null, 3, 'no value to 3'],
  ])('from %s to %s', (min, max, text) => {
    expect(formatRange(min, max)).toBe(text);
  });
});

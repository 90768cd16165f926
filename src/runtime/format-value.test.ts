import { describe, expect, it } from 'vitest';
import { formatValue } from './format-value.ts';

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

import { expect, it } from 'vitest';
import { formatData } from './format-data.ts';

it('plain data is written like its literal', () => {
  expect(formatData({ steps: 300, names: ['a', 'b'], nothing: null })).toBe(
    "{ steps: 300, names: ['a', 'b'], nothing: null }",
  );
  expect(formatData('a text alone stands without quotes')).toBe('a text alone stands without quotes');
  expect(formatData([])).toBe('[]');
});

it('numbers have five significant digits, whole ones all of theirs', () => {
  expect(formatData([1 / 3, -2.5, 123456, 1.23456789e-7, 0])).toBe(
    '[0.33333, −2.5, 123456, 1.2346e-7, 0]'.replace('e-7', 'e−7'),
  );
});

it('a matrix has a row a line once it is wider than a line; of a long list the ends are shown', () => {
  const row = [0.123, 0.456, 0.789, 0.123, 0.456, 0.789];
  expect(formatData([row, row]).split('\n')).toHaveLength(4);
  expect(formatData(Array.from({ length: 100 }, (_, i) => i))).toContain('9, … 88 more, 98, 99]');
});

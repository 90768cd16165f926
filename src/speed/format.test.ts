import { expect, test } from 'vitest';
import { milliseconds, quartiles, times } from './format.ts';

test.each([
  [0.04489, '0.045'],
  [3.456, '3.46'],
  [38, '38'],
  [123.4, '123'],
  [72_812, '72\u2009812'],
])('%d ms is written %s', (value, written) => {
  expect(milliseconds(value)).toBe(written);
});

test('a ratio has one decimal below ten', () => {
  expect([times(3.4, 1), times(15, 10), times(15_000, 10)]).toEqual([
    '3.4\u2009×',
    '1.5\u2009×',
    '1\u2009500\u2009×',
  ]);
});

test('the spread is that of the quartiles', () => {
  expect(quartiles({ best: 2, low: 1.5, high: 2.25 })).toBe('1.5–2.25');
});

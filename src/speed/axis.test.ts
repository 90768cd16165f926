import { expect, test } from 'vitest';
import { axisOver, placeOn, tick } from './axis.ts';

test('the axis goes by whole decades, and a factor of ten is the same length everywhere', () => {
  const axis = axisOver([0.04, 12, 900], 10, 510);
  expect(axis).toEqual({ from: -2, to: 3, left: 10, right: 510 });
  expect([0.01, 0.1, 1, 10, 100, 1000].map((ms) => Math.round(placeOn(axis, ms)))).toEqual([
    10, 110, 210, 310, 410, 510,
  ]);
});

test('what is outside lies at an end', () => {
  const axis = axisOver([1, 10], 0, 100);
  expect([placeOn(axis, 0.2), placeOn(axis, 50)]).toEqual([0, 100]);
});

test('powers of ten in the unit that suits them', () => {
  expect([-2, -1, 0, 2, 3, 5].map(tick)).toEqual(['10 µs', '100 µs', '1 ms', '100 ms', '1 s', '100 s']);
});

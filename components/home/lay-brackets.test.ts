import { expect, it } from 'vitest';
import { layBrackets } from './lay-brackets.ts';

it('brackets one after another share a lane; a longer one goes around them', () => {
  expect(
    layBrackets([
      { from: 0, to: 2 },
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]),
  ).toEqual([
    { from: 0, to: 1, lane: 0 },
    { from: 1, to: 2, lane: 0 },
    { from: 0, to: 2, lane: 1 },
  ]);
});

it('no two brackets of a lane overlap, whatever the pairs', () => {
  const pairs = [0, 1, 2, 3, 4].flatMap((from) => [1, 2, 3].map((span) => ({ from, to: from + span })));
  const laid = layBrackets(pairs);
  expect(laid).toHaveLength(pairs.length);
  for (const a of laid)
    for (const b of laid)
      if (a !== b && a.lane === b.lane)
        expect(a.to <= b.from || b.to <= a.from, JSON.stringify([a, b])).toBe(true);
});

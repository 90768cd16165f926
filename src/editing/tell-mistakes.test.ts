import { describe, expect, it } from 'vitest';
import type { CellMistake } from '../notebook/cell-mistake.ts';
import { tellMistakes } from './tell-mistakes.ts';

const text = 'one\ntwo three\nfour\nfive\nsix';
const mistakes = ['one', 'three', 'four', 'five', 'six'].map((word) => ({
  summary: `“${word}” is wrong`,
  remedy: 'Write another.',
  start: text.indexOf(word),
  length: word.length,
}));
const nowhere: CellMistake = { summary: 'something is missing', remedy: 'Add it.', start: 0, length: 0 };

const told = [
  'Line 1, column 1: “one” is wrong. Write another.',
  'Line 2, column 5: “three” is wrong. Write another.',
  'Line 3, column 1: “four” is wrong. Write another.',
];

/** However many there are, three are told in full, and a line counts the others. */
function law(tell: typeof tellMistakes): void {
  for (let count = 0; count <= 3; count++)
    expect(tell(text, mistakes.slice(0, count))).toEqual(told.slice(0, count));
  expect(tell(text, mistakes.slice(0, 4))).toEqual([...told, '1 more place is marked.']);
  expect(tell(text, mistakes)).toEqual([...told, '2 more places are marked.']);
}

describe('tellMistakes', () => {
  it('tells three of many, each with its line and column, and how many more there are', () =>
    law(tellMistakes));

  it('all of many, or three without a word on the others, are caught', () => {
    const each = (code: string, all: readonly CellMistake[]) =>
      all.flatMap((mistake) => tellMistakes(code, [mistake]));
    expect(() => law(each)).toThrow();
    expect(() => law((code, all) => each(code, all.slice(0, 3)))).toThrow();
  });

  it('what is wrong at no place of the text has no line, and is not said to be marked', () => {
    expect(tellMistakes(text, [nowhere])).toEqual(['Something is missing. Add it.']);
    expect(tellMistakes(text, [...mistakes.slice(0, 3), nowhere]).at(-1)).toBe('1 more mistake.');
    expect(tellMistakes(text, [...mistakes.slice(0, 3), nowhere, nowhere]).at(-1)).toBe('2 more mistakes.');
  });
});

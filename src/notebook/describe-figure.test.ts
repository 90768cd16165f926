import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeFigure, figureWords, toldAs, wordsOf } from './describe-figure.ts';

const svg = (attributes: string): string => `<svg ${attributes} viewBox="0 0 9 9"></svg>`;
const both = (wide: string, narrow: string): string =>
  `<div class="figure-wide">${wide}</div><div class="figure-narrow">${narrow}</div>`;
const told = (tag: string): string => toldAs(wordsOf(tag));

test('a picture is told by its name and its description, each a sentence', () => {
  expect(told('<svg aria-description="It falls." aria-label="Loss">')).toBe('Loss. It falls.');
  expect(told('<svg aria-label="Does it fall?">')).toBe('Does it fall?');
  expect(told('<svg aria-hidden="true">')).toBe('');
});

test('what stands in an attribute is read as it was written', () => {
  const title = 'For x < 1 & "y"';
  const plot = `<svg class="plot-1" viewBox="0 0 9 9"></svg>`;
  expect(wordsOf(describeFigure(plot, title)).name).toBe(title);
});

test('a figure is told picture by picture, and once, though it is drawn at two widths', () => {
  const pictures = [svg('aria-label="Path"'), svg('aria-hidden="true"'), svg('aria-label="Charge"')].join('');
  for (const markup of [pictures, both(pictures, pictures)])
    expect(figureWords(markup).map(({ name }) => name)).toEqual(['Path', 'Charge']);
});

/** The pictures of frozen outputs of which only a name is told. */
const undescribed = (markups: Map<string, string>): string[] =>
  [...markups].flatMap(([cell, markup]) =>
    figureWords(describeFigure(markup, 'no name'))
      .filter(({ description }) => description.trim() === '')
      .map(({ name }) => `${cell}: ${name}`),
  );

test('every figure of a chapter says what is to be seen; where one does not, give its plot an ariaDescription', () => {
  const files = globSync('content/frozen/*/*.json').filter((file) => !file.includes('/data/'));
  const markups = new Map(
    files.map((file) => [file, (JSON.parse(readFileSync(file, 'utf8')) as { markup?: string }).markup ?? '']),
  );
  expect([...markups.values()].filter((markup) => markup.includes('<svg')).length).toBeGreaterThan(30);
  expect(undescribed(markups)).toEqual([]);
  const twin = '<svg aria-label="Walk"></svg><svg class="plot-1"></svg>';
  expect(undescribed(new Map([['walk', twin]]))).toEqual(['walk: Walk', 'walk: no name']);
});

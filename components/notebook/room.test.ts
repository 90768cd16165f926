import { expect, test } from 'vitest';
import { roomFor } from './room.ts';

const svg = (width: number, height: number): string =>
  `<svg class="plot-1" width="${width}" height="${height}"></svg>`;
const twice = (wide: string, narrow: string): string =>
  `<div class="figure-wide">${wide}</div><div class="figure-narrow">${narrow}</div>`;
const room = (markup: string, title = '', caption = ''): string[] =>
  roomFor({ title, markup, caption })?.split(';') ?? [];
const pixels = (markup: string): string[] => room(markup).map((style) => /\((\d+)px/.exec(style)?.[1] ?? '');
const rems = (markup: string, title?: string, caption?: string): number[] =>
  room(markup, title, caption).map((style) => Number(/([\d.]+)rem/.exec(style)?.[1]));

test('two figures beside each other take the height of one, below each other of both', () => {
  const pair = twice(svg(320, 200) + svg(320, 260), svg(350, 200) + svg(350, 260));
  expect(pixels(pair)).toEqual(['460', '260']);
  expect(pixels(twice(svg(680, 300) + svg(680, 100), svg(350, 300)))).toEqual(['300', '400']);
});

test('words take lines, and more of them in a narrow window; a formula counts once', () => {
  const figure = twice(svg(680, 300), svg(350, 250));
  const [narrow = 0, wide = 0] = rems(figure);
  const words = 'word '.repeat(60);
  const [moreNarrow = 0, moreWide = 0] = rems(figure, 'A title', `<p>${words}</p>`);
  expect(moreWide).toBeGreaterThan(wide + 5);
  expect(moreNarrow - narrow).toBeGreaterThan(moreWide - wide);
  const formula = `<math><mi>x</mi><annotation encoding="application/x-tex">${'x'.repeat(300)}</annotation></math>`;
  expect(rems(figure, 'A title', `<p>${words}${formula}</p>`)).toEqual([moreNarrow, moreWide]);
});

test('of a picture that does not tell its height nothing is said', () => {
  expect(room('<svg class="lattice" viewBox="0 0 9 9"></svg>')).toEqual([]);
});

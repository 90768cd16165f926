import { expect, test } from 'vitest';
import { weaveFigure } from './away-figures.ts';

// Powers of primitive roots modulo primes jump about, so that nothing of them can be left out.
const jumps = (root: number, prime: number): number[] =>
  Array.from({ length: 3000 }).reduce<number[]>((all) => [...all, ((all.at(-1) ?? 1) * root) % prime], [1]);
const ys = jumps(2, 4211);
const noise = jumps(3, 6779).map((x, i) => `${x / 10},${(ys[i] ?? 0) / 10}`);
const svg = (d: string): string =>
  `<svg viewBox="0 0 680 422" width="680" height="422" class="plot-d6a7b5"><path d="${d}" stroke="var(--ink)"></path></svg>`;
const both = (wide: string, narrow: string): string =>
  `<div class="figure-wide">${wide}</div><div class="figure-narrow">${narrow}</div>`;
const heavy = svg(`M${noise.join('L')}`);
const light = svg('M0,0L1,1');
const place = {
  name: 'chapter.cell',
  title: 'A "title"',
  styles: 'svg:root{--ink:#000}',
  home: '../',
  heavy: 1500,
};

test('a heavy figure becomes a place as large and called alike, and a file that is whole by itself', () => {
  const { markup, files } = weaveFigure(both(heavy, light), place);
  const [file] = files;
  expect(files).toHaveLength(1);
  expect(file?.name).toMatch(/^chapter\.cell\.[0-9a-f]{12}\.svg$/);
  expect(file?.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><style>svg:root/);
  expect(markup).toContain(`data-figure="../figures/${file?.name}"`);
  expect(markup).toMatch(
    /<svg [^>]*viewBox="0 0 680 422" width="680" height="422"[^>]*class="figure-away"[^>]*><\/svg>/,
  );
  expect(markup).toContain('aria-label="A &quot;title&quot;"');
  expect(markup).toContain('alt="A &quot;title&quot;."');
  expect(markup.length).toBeLessThan(2500);
});

test('the image that stands for it without scripts says all that it says', () => {
  const told = heavy.replace('<svg ', '<svg aria-description="It falls." aria-label="Loss" ');
  expect(weaveFigure(both(told, light), place).markup).toContain('alt="Loss. It falls."');
});

test('a light one stays in the page, and so does every one where the author works', () => {
  expect(weaveFigure(both(light, light), place)).toMatchObject({ files: [] });
  const kept = weaveFigure(both(heavy, light), { ...place, heavy: Infinity });
  expect(kept.files).toEqual([]);
  expect(kept.markup).not.toContain('figure-away');
});

test('a figure without a size of its own stays, for the page’s styles know it', () => {
  const free = heavy.replace(' width="680" height="422"', '');
  expect(weaveFigure(both(free, light), place).files).toEqual([]);
});

test('another figure has another address', () => {
  const name = (markup: string): string | undefined => weaveFigure(both(markup, light), place).files[0]?.name;
  expect(name(heavy)).not.toBe(name(svg(`M9,9L${noise.join('L')}`)));
});

import { expect, it } from 'vitest';
import { parseBibliography } from './bibliography.ts';
import { parseHistory, readHistory } from './history.ts';

const works = parseBibliography(
  'a.bib',
  ['lie-1893', 'noether-1918']
    .map((key) => `@book{${key}, author = {N, N}, title = {T}, publisher = {P}, year = {${key.slice(-4)}}}\n`)
    .join(''),
);
const event = (key: string, strand = 'nature') =>
  `- key: ${key}\n  strand: ${strand}\n  text: It happened.\n`;
const read = (text: string) => parseHistory('a.yaml', text, works);

it('an event is a work, with its year', () => {
  expect(read(event('noether-1918')).map(({ work }) => work.year)).toEqual([1918]);
});

it.each([
  ['a work that is not there', event('noether-1981'), 'a.yaml:1:8', 'Did you mean “noether-1918”?'],
  ['a strand that is not there', event('noether-1918', 'art'), 'a.yaml:2:11', 'nature, both, learning'],
  [
    'an order that is not that of the years',
    event('noether-1918') + event('lie-1893'),
    'a.yaml:4:8',
    'in the order of their years',
  ],
])('%s is told at its line', (_, text, place, remedy) => {
  expect(() => read(text)).toThrow(place);
  expect(() => read(text)).toThrow(remedy);
});

it('the history of the site begins in 1918', () => {
  const [first, ...others] = readHistory(process.cwd());
  expect(first?.key).toBe('noether-1918');
  expect(others.length).toBeGreaterThan(15);
});

import { describe, expect, it, test } from 'vitest';
import { proseElements } from '../notebook/prose-elements.ts';
import { addressAt, placeOf } from './address.ts';
import { listChapters } from './chapters.ts';
import { bibtexOf, cslOf, sentenceOf } from './citation.ts';
import { feedOf } from './feed.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { composePicture, drawPicture, figureOf, lightColours } from './picture.ts';
import { robotsOf, sitemapOf } from './sitemap.ts';

const root = process.cwd();
const chapters = listChapters(root);
const place = placeOf(new URL('https://example.org/elsewhere'), '/some/base');

test('an address has the origin, the base and the path; without an origin it is a path', () => {
  expect(addressAt(place, 'claims/')).toBe('https://example.org/some/base/claims/');
  expect(addressAt(placeOf(undefined, '/'), 'claims/')).toBe('/claims/');
});

describe('a citation', () => {
  const cited = {
    slug: 'a-chapter',
    title: 'Rights & lefts: 100 % of {them}',
    published: '2026-11-25',
    updated: '2027-01-02',
    version: '1.2.3',
    address: 'https://example.org/a-chapter/',
  };

  it('as BibTeX is read back by another program, sign for sign', async () => {
    const { plugins } = await import('@citation-js/core');
    await import('@citation-js/plugin-bibtex');
    const [entry] = plugins.input.chain(bibtexOf(cited), { generateGraph: false }) as unknown as {
      title: string;
      issued: unknown;
      version?: string;
    }[];
    expect(entry?.title).toBe(cited.title);
    expect(JSON.stringify(entry?.issued)).toContain('2027');
    expect(bibtexOf(cited)).toContain('Rights \\& lefts: 100 \\% of \\{them\\}');
  });

  it('as CSL-JSON says the day of the last change and the version', () => {
    const [item] = JSON.parse(cslOf(cited)) as Record<string, unknown>[];
    expect(item).toMatchObject({ type: 'chapter', version: '1.2.3', URL: cited.address });
    expect(item?.['issued']).toEqual({ 'date-parts': [[2027, 1, 2]] });
  });

  it('as a sentence leaves out a year that is not known', () => {
    expect(sentenceOf({ ...cited, published: undefined, updated: undefined })).not.toContain('(');
  });
});

test('the sitemap has each page once, in order; the robots are told of it where it has an address', () => {
  const map = sitemapOf(place, ['b/', '', 'a/?x=1&y=2'], new Map([['b/', '2026-11-25']]));
  expect([...map.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => loc)).toEqual([
    'https://example.org/some/base/',
    'https://example.org/some/base/a/?x=1&amp;y=2',
    'https://example.org/some/base/b/',
  ]);
  expect(map).toContain('b/</loc><lastmod>2026-11-25</lastmod>');
  expect(robotsOf(place)).toContain('Sitemap: https://example.org/some/base/sitemap.xml');
  expect(robotsOf(placeOf(undefined, '/'))).not.toContain('Sitemap');
});

test('the feed has the newest change first, and nothing that has not been published', () => {
  const entry = { description: 'A < B', updated: undefined };
  const feed = feedOf(place, [
    { ...entry, path: 'old/', title: 'Old', published: '2026-01-01' },
    { ...entry, path: 'draft/', title: 'Draft', published: undefined },
    { ...entry, path: 'new/', title: 'New', published: '2026-02-01' },
    { ...entry, path: 'changed/', title: 'Changed', published: '2025-01-01', updated: '2026-03-01' },
  ]);
  const titles = [...feed.matchAll(/^ {4}<title>(.*)<\/title>/gm)].map(([, title]) => title);
  expect(titles).toEqual(['Changed', 'New', 'Old']);
  expect(feed).toContain('<updated>2026-03-01T00:00:00Z</updated>');
  expect(feed).toContain('A &lt; B');
});

describe.each(chapters)('$slug as plain Markdown', (listed) => {
  const text = plainMarkdown(root, listed, 'https://example.org/x/');
  const prose = text.replace(/^(`{3,})[^]*?^\1/gm, '');

  it('has no element left, and no value without its text', () => {
    const tags = new RegExp(`</?(?:${Object.keys(proseElements).join('|')})\\b`);
    expect(tags.exec(prose)?.[0]).toBeUndefined();
    expect(prose).not.toContain('…\n…');
    expect(tags.test('a <Value of="x" />')).toBe(true);
  });

  it('has the code of every cell, once', () => {
    const fences = [...text.matchAll(/^```ts$/gm)];
    expect(fences.length).toBeGreaterThanOrEqual(listed.chapter.cells.length);
    for (const { source } of listed.chapter.cells) expect(text).toContain(`#${source.id}*`);
  });

  it('leads to the rows of every figure', () => {
    const figures = listed.chapter.apparatus.targets.filter(({ kind }) => kind === 'figure');
    expect(figures.filter(({ id }) => !text.includes(`https://example.org/x/data/${id}/*`))).toEqual([]);
  });
});

describe('the picture of a chapter', () => {
  it('has colours in the place of their names', () => {
    const colours = lightColours(
      ':root { --ink: light-dark(#112233, #ffffff); --paper: light-dark(#fefefe, #000); }',
    );
    const svg = composePicture(
      'A & B',
      '<svg viewBox="0 0 10 10"><path stroke="var(--ink)"/></svg>',
      colours,
    );
    expect(svg).not.toContain('var(');
    expect(svg).toContain('<path stroke="#112233"/>');
    expect(svg).toContain('A &amp; B');
  });

  it('is a PNG of 1200 by 630 pixels', async () => {
    const [listed] = chapters.filter(({ slug }) => slug !== 'home');
    if (!listed) throw new Error('There is no chapter.');
    const png = await drawPicture(root, listed);
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      'PNG',
      1200,
      630,
    ]);
  });

  it('of a cell that draws nothing is refused', () => {
    const chapter = chapters.at(-1)?.chapter;
    if (!chapter) throw new Error('There is no chapter.');
    expect(() => figureOf(root, chapter, 'no-such-cell')).toThrow('no cell that draws');
  });
});

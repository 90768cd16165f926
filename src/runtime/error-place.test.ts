import { describe, expect, it, vi } from 'vitest';
import { placeInChapter, type CellMap } from './cell-map.ts';
import { findPlace, parseStack } from './error-place.ts';

/** Stacks as the engines wrote them for one and the same error. */
const stacks = {
  chromium: `RangeError: told to fail
    at t (https://host/_astro/fails.live-8u8vZaTo.js:1:76)
    at async https://host/_astro/compute-B6y1ds4t.js:2:140`,
  firefox: `t@https://host/_astro/fails.live-8u8vZaTo.js:1:76
async*evaluate@https://host/_astro/compute-B6y1ds4t.js:2:140
`,
  webkit: `t@https://host/_astro/fails.live-8u8vZaTo.js:1:76
@https://host/_astro/compute-B6y1ds4t.js:2:140`,
};

// Written by hand: the chunk's column 70 comes from line 9, column 3; its column 90 from line 10, column 1.
const map: CellMap = {
  file: 'content/chapters/01-a.mdx',
  lines: { 8: 'const a = 1;', 9: '  throw a;', 10: 'const b = a;' },
  segments: [1, 70, 9, 3, 1, 90, 10, 1, 2, 1, 8, 1],
};

describe('parseStack', () => {
  it.each(Object.entries(stacks))('%s: stack → frames, innermost first', (_engine, stack) => {
    expect(parseStack(stack)).toEqual([
      { url: 'https://host/_astro/fails.live-8u8vZaTo.js', line: 1, column: 76 },
      { url: 'https://host/_astro/compute-B6y1ds4t.js', line: 2, column: 140 },
    ]);
  });
});

describe('placeInChapter', () => {
  it('a place takes the segment at or before it on its line', () => {
    expect(placeInChapter(map, 1, 70)).toMatchObject({ line: 9, column: 3 });
    expect(placeInChapter(map, 1, 89)).toMatchObject({ line: 9, column: 3 });
    expect(placeInChapter(map, 1, 90)).toMatchObject({ line: 10, column: 1 });
    expect(placeInChapter(map, 2, 5)).toMatchObject({ line: 8, column: 1 });
  });

  it('a place before all segments of its line comes from nowhere', () => {
    expect(placeInChapter(map, 1, 69)).toBeUndefined();
    expect(placeInChapter(map, 3, 1)).toBeUndefined();
  });

  it('the frame is the line between its neighbours, a caret under the column', () => {
    expect(placeInChapter(map, 1, 76)?.frame).toBe(
      ['   8 | const a = 1;', '>  9 |   throw a;', '     |   ^', '  10 | const b = a;'].join('\n'),
    );
  });
});

describe('findPlace', () => {
  it('only the map beside a cell’s own chunk is asked for', async () => {
    const asked: unknown[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve({ json: () => Promise.resolve(map) });
    });
    expect(await findPlace(stacks.firefox)).toMatchObject({ file: map.file, line: 9, column: 3 });
    expect(await findPlace('at https://host/_astro/compute-B6y1ds4t.js:2:140')).toBeUndefined();
    expect(asked).toEqual(['https://host/_astro/fails.live-8u8vZaTo.js.cell.json']);
    vi.unstubAllGlobals();
  });

  it('offline: no place, and no second error', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    expect(await findPlace(stacks.chromium)).toBeUndefined();
    vi.unstubAllGlobals();
  });
});

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { charactersOf, cutFont, fontFaces, fontNames } from './fonts.mjs';

const folder = 'src/fonts';

/** Fonts that nearly every page loads. */
const common = ['serif', 'serif-italic', 'sans', 'sans-bold', 'letters', 'signs'].map(
  (name) => `${name}.woff2`,
);

/** The code points of a `unicode-range`. @param {string} ranges */
const codesOf = (ranges) =>
  ranges.split(',').flatMap((range) => {
    const [from = 0, to = from] = range
      .trim()
      .replace('U+', '')
      .split('-')
      .map((code) => parseInt(code, 16));
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });

describe('the fonts', () => {
  test.each(fontNames)('%s is what its family gives', async (name) => {
    expect(Buffer.from(await cutFont(name)).equals(await readFile(join(folder, name)))).toBe(true);
  });

  test('there are no others', async () => {
    expect((await readdir(folder)).sort()).toEqual([...fontNames].sort());
  });

  test('what nearly every page has weighs less than 60 kB', async () => {
    const sizes = await Promise.all(common.map(async (name) => (await readFile(join(folder, name))).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  test('the faces in CSS are those of the fonts', async () => {
    expect(await readFile('src/styles/font-faces.css', 'utf8')).toBe(await fontFaces());
  });

  test('a face says which characters its font has, and no two of a kind say the same', async () => {
    /** @type {Map<string, Set<number>>} */
    const known = new Map();
    for (const [, rule = ''] of (await fontFaces()).matchAll(/@font-face \{([^}]*)\}/g)) {
      const name = /fonts\/([^']*)/.exec(rule)?.[1] ?? '';
      const kind = rule.replace(/(src|unicode-range):[^;]*;/g, '');
      const codes = codesOf(/unicode-range:([^;]*)/.exec(rule)?.[1] ?? '');
      expect(new Set(codes)).toEqual(new Set([...charactersOf(name)].map((c) => c.codePointAt(0))));
      const others = known.get(kind) ?? new Set();
      expect(codes.filter((code) => others.has(code))).toEqual([]);
      known.set(kind, new Set([...others, ...codes]));
    }
  });

  test('every character of the chapters is in one of them', async () => {
    const known = new Set(fontNames.flatMap((name) => [...charactersOf(name)]));
    const missing = new Set();
    for (const name of await readdir('content/chapters'))
      for (const character of (await readFile(join('content/chapters', name), 'utf8')).replace(
        /^```[^]*?^```$/gm,
        '',
      ))
        if (!known.has(character) && character !== '\n') missing.add(character);
    expect([...missing]).toEqual([]);
  });
});

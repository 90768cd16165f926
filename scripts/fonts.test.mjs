import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { letterCharacters, signCharacters, textCharacters } from './font-characters.mjs';
import { cutFont, fontNames } from './fonts.mjs';

const folder = 'src/fonts';

describe('the fonts', () => {
  test.each(fontNames)('%s is what its family gives', async (name) => {
    expect(Buffer.from(await cutFont(name)).equals(await readFile(join(folder, name)))).toBe(true);
  });

  test('all of a page’s weigh less than 100 kB', async () => {
    const sizes = await Promise.all(
      fontNames.map(async (name) => (await readFile(join(folder, name))).length),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });

  test('every character of the chapters is in one of them', async () => {
    const known = new Set(textCharacters + letterCharacters + signCharacters);
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

import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';
import { expect, test } from 'vitest';
import { withOneRoot } from './root-signs.mjs';

const stix = 'node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2';
const whole = await readFile(stix);
/** @param {string} characters @param {Uint8Array} [font] */
const cut = (characters, font = whole) => subsetFont(font, characters, { targetFormat: 'truetype' });
/** How many glyphs a font has. @param {Buffer} font */
const glyphsOf = (font) => font.readUInt16BE(font.readUInt32BE(font.indexOf('maxp') + 8) + 4);

test('of √ the sign itself stays, of a bracket all its sizes', async () => {
  const [root, bracket, both] = await Promise.all([cut('√'), cut('('), cut('√(')]);
  expect(glyphsOf(root)).toBeGreaterThan(4);
  // .notdef and √.
  expect(glyphsOf(await cut('√', withOneRoot(root)))).toBe(2);
  expect(glyphsOf(await cut('√(', withOneRoot(both)))).toBe(glyphsOf(bracket) + 1);
});

test('a font without a √ that stretches is refused', async () => {
  const letters = await cut('a(');
  expect(() => withOneRoot(letters)).toThrow('no √');
  const serif = 'node_modules/@fontsource/libertinus-serif/files/libertinus-serif-latin-400-normal.woff2';
  const text = await cut('a', await readFile(serif));
  expect(() => withOneRoot(text)).toThrow(/no √|MATH/);
});

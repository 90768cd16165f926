/**
 * `npm run fonts`: cuts the site's fonts out of Libertinus and STIX Two (SIL Open Font License 1.1) and writes them to
 * src/fonts, with the CSS that tells a browser which of them holds which characters. All is committed, so that neither a
 * build nor a reader needs the whole family.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import subsetFont from 'subset-font';
import {
  greekCharacters,
  letterCharacters,
  moreLetterCharacters,
  moreSignCharacters,
  moreTextCharacters,
  nameCharacters,
  signCharacters,
  textCharacters,
} from './font-characters.mjs';
import { withOneRoot } from './root-signs.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** What a browser does to text by itself, and figures of equal width; what it does to signs of formulas. */
const textFeatures = ['kern', 'liga', 'clig', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum'];
const signFeatures = ['kern', 'ccmp', 'mark', 'ssty', 'dtls', 'flac'];

/** @param {string} family @param {string} script @param {string} style @returns {string} */
const text = (family, script, style) => `libertinus-${family}/files/libertinus-${family}-${script}-${style}`;
const math = 'libertinus-math/files/libertinus-math-latin-400-normal';
const stix = 'stix-two-math/files/stix-two-math-latin-400-normal';

/**
 * Each font: the CSS of its face, the packaged file that it is cut from, its characters, and the features that it keeps.
 *
 * @type {Map<string, { face: string, from: string, characters: string, features: string[] }>}
 */
const cuts = new Map();

for (const { name, family, style, css } of [
  { name: 'serif', family: 'serif', style: '400-normal', css: "'Libertinus Serif'" },
  {
    name: 'serif-italic',
    family: 'serif',
    style: '400-italic',
    css: "'Libertinus Serif'; font-style: italic",
  },
  { name: 'sans', family: 'sans', style: '400-normal', css: "'Libertinus Sans'" },
  { name: 'sans-bold', family: 'sans', style: '700-normal', css: "'Libertinus Sans'; font-weight: 600 700" },
]) {
  const western = { face: `font-family: ${css}`, from: text(family, 'latin', style), features: textFeatures };
  cuts.set(`${name}.woff2`, { ...western, characters: textCharacters });
  cuts.set(`${name}-more.woff2`, { ...western, characters: moreTextCharacters });
  const from = text(family, 'latin-ext', style);
  cuts.set(`${name}-names.woff2`, { ...western, from, characters: nameCharacters });
}
const face = "font-family: 'Formulas'";
// Letters of a formula stand each by itself.
cuts.set('letters.woff2', { face, from: math, characters: letterCharacters, features: [] });
cuts.set('letters-more.woff2', { face, from: math, characters: moreLetterCharacters, features: [] });
cuts.set('greek.woff2', { face, from: math, characters: greekCharacters, features: ['kern'] });
cuts.set('signs.woff2', { face, from: stix, characters: signCharacters, features: signFeatures });
cuts.set('signs-more.woff2', { face, from: stix, characters: moreSignCharacters, features: signFeatures });
// A browser asks the font of the space for what stretches.
cuts.set('roots.woff2', { face: "font-family: 'Tall roots'", from: stix, characters: ' √', features: [] });

export const fontNames = [...cuts.keys()];

/** What a font is cut to hold. @param {string} name @returns {string} */
export const charactersOf = (name) => cuts.get(name)?.characters ?? '';

/** One font, cut. @param {string} name @returns {Promise<Uint8Array>} */
export async function cutFont(name) {
  const { from, characters, features } = cuts.get(name) ?? missing(name);
  const whole = await readFile(join(root, 'node_modules', '@fontsource', `${from}.woff2`));
  const cut = (/** @type {Uint8Array} */ font, /** @type {'truetype' | 'woff2'} */ targetFormat) =>
    subsetFont(font, characters, { targetFormat, keepFeatures: features, noHinting: true });
  // The second cut leaves out the variants that nothing leads to any more.
  return cut(name === 'signs.woff2' ? withOneRoot(await cut(whole, 'truetype')) : whole, 'woff2');
}

/** @param {string} name @returns {never} */
function missing(name) {
  throw new Error(`No font is called ${name}; there are ${fontNames.join(', ')}`);
}

/** The faces of all fonts, as CSS; no character is in two of a kind. @returns {Promise<string>} */
export function fontFaces() {
  const faces = [...cuts].map(
    ([name, { face, characters }]) => `@font-face { ${face}; src: url('../fonts/${name}') format('woff2');
      font-display: swap; unicode-range: ${rangesOf(characters)}; }`,
  );
  const origin = '/* Written by `npm run fonts`. */';
  return format([origin, ...faces].join('\n'), { parser: 'css', singleQuote: true, printWidth: 110 });
}

/** Characters → `U+20-7E, U+A0`. @param {string} characters @returns {string} */
function rangesOf(characters) {
  const codes = [...characters].map((character) => character.codePointAt(0) ?? 0).sort((a, b) => a - b);
  const starts = codes.filter((code) => !codes.includes(code - 1));
  const ends = codes.filter((code) => !codes.includes(code + 1));
  const hex = (/** @type {number | undefined} */ code) => (code ?? 0).toString(16).toUpperCase();
  return starts.map((start, i) => `U+${hex(start)}${ends[i] === start ? '' : `-${hex(ends[i])}`}`).join(', ');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const name of fontNames) {
    const bytes = await cutFont(name);
    await writeFile(join(root, 'src', 'fonts', name), bytes);
    console.log(`src/fonts/${name}: ${(bytes.length / 1000).toFixed(1)} kB`);
  }
  await writeFile(join(root, 'src/styles/font-faces.css'), await fontFaces());
}

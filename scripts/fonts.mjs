/**
 * `npm run fonts`: cuts the site's fonts out of Libertinus and STIX Two (SIL Open Font License 1.1) and writes them to
 * src/fonts, where they are committed, so that neither a build nor a reader needs the whole family.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import { letterCharacters, signCharacters, textCharacters } from './font-characters.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');

/** What a browser does to text by itself, and figures of equal width; what it does to formulas. */
const textFeatures = ['kern', 'liga', 'clig', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum'];
const mathFeatures = ['kern', 'ccmp', 'mark', 'ssty', 'dtls', 'flac'];

/** Each font, the packaged file that it is cut from, and its characters. */
const cuts = {
  'serif.woff2': {
    from: 'libertinus-serif/files/libertinus-serif-latin-400-normal',
    characters: textCharacters,
  },
  'serif-italic.woff2': {
    from: 'libertinus-serif/files/libertinus-serif-latin-400-italic',
    characters: textCharacters,
  },
  'sans.woff2': {
    from: 'libertinus-sans/files/libertinus-sans-latin-400-normal',
    characters: textCharacters,
  },
  'sans-bold.woff2': {
    from: 'libertinus-sans/files/libertinus-sans-latin-700-normal',
    characters: textCharacters,
  },
  'letters.woff2': {
    from: 'libertinus-math/files/libertinus-math-latin-400-normal',
    characters: letterCharacters,
  },
  'signs.woff2': { from: 'stix-two-math/files/stix-two-math-latin-400-normal', characters: signCharacters },
};

export const fontNames = /** @type {(keyof typeof cuts)[]} */ (Object.keys(cuts));

/** One font, cut. @param {keyof typeof cuts} name @returns {Promise<Uint8Array>} */
export async function cutFont(name) {
  const { from, characters } = cuts[name];
  const whole = await readFile(join(root, 'node_modules', '@fontsource', `${from}.woff2`));
  const keepFeatures = name === 'letters.woff2' || name === 'signs.woff2' ? mathFeatures : textFeatures;
  return subsetFont(whole, characters, { targetFormat: 'woff2', keepFeatures, noHinting: true });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const name of fontNames) {
    const bytes = await cutFont(name);
    await writeFile(join(root, 'src', 'fonts', name), bytes);
    console.log(`src/fonts/${name}: ${(bytes.length / 1000).toFixed(1)} kB`);
  }
}

/** The picture by which others show a chapter: its title over its first figure, as it was published. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';
import subsetFont from 'subset-font';
import { readPublished } from '../notebook/published.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import type { ListedChapter } from './chapters.ts';
import { siteTitle } from './citation.ts';
import { pictureSize } from './picture-size.ts';

const margin = 64;

/** The light values of the colours in a style sheet: `--ink: light-dark(#1d2124, #e8e5de)` gives `#1d2124`. */
export function lightColours(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{3,8}),/g)].map(([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  );
}

/**
 * The wide picture of the cell that is named, or of the first that has one, as an SVG of its own.
 *
 * @throws {Error} where the cell that is named has none
 */
export function figureOf(root: string, chapter: LinkedChapter, cell: string | undefined): string | undefined {
  const frozen = readPublished(root, chapter);
  const found = chapter.cells
    .filter(({ source }) => cell === undefined || source.id === cell)
    .map(({ source }) => /<svg [^]*?<\/svg>/.exec(frozen.get(source.id)?.markup ?? '')?.[0])
    .find((svg) => svg?.includes('viewBox="'));
  if (cell !== undefined && !found)
    throw new Error(`${chapter.file}: picture: “${cell}” is no cell that draws a figure.`);
  return found;
}

/** Words in lines of at most so many letters. */
function wrap(text: string, most: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || `${last} ${word}`.length > most) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Puts title and figure together; every colour is one of the light theme's. */
export function composePicture(
  title: string,
  figure: string | undefined,
  colours: ReadonlyMap<string, string>,
): string {
  const { width, height } = pictureSize;
  const ink = colours.get('ink') ?? '#000';
  const lines = wrap(title, 40);
  const below = 96 + lines.length * 74;
  const box = /viewBox="([^"]*)"/
    .exec(figure ?? '')?.[1]
    ?.split(/[\s,]+/)
    .map(Number) ?? [0, 0, 1, 1];
  const [, , w = 1, h = 1] = box;
  const scale = Math.min((width - 2 * margin) / w, (height - below - 40) / h);
  const place = `x="${(width - w * scale) / 2}" y="${below}" width="${w * scale}" height="${h * scale}"`;
  const drawn = figure
    ?.replace(/<style>[^]*?<\/style>/, '')
    .replace(/^<svg [^>]*>/, (tag) =>
      tag
        .replace(/ (?:width|height|class|fill)="[^"]*"/g, '')
        .replace('<svg ', `<svg ${place} fill="${ink}" `),
    );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" color="${ink}">
<rect width="${width}" height="${height}" fill="var(--paper)"/>
<text x="${margin}" y="58" font-family="Libertinus Serif" font-size="26" fill="var(--ink-soft)">${siteTitle}</text>
${lines.map((line, i) => `<text x="${margin}" y="${128 + i * 74}" font-family="Libertinus Serif" font-size="66" fill="${ink}">${escape(line)}</text>`).join('\n')}
${drawn ?? ''}
</svg>`;
  return svg
    .replace(/var\(--([a-z-]+)(?:,[^)]*)?\)/g, (_, name: string) => colours.get(name) ?? ink)
    .replace(/font-family="(?!Libertinus Serif)[^"]*"/g, 'font-family="Libertinus Sans"');
}

/** A picture of the chapter, as PNG. */
export async function drawPicture(root: string, { title, chapter, picture }: ListedChapter): Promise<Buffer> {
  const css = await readFile(join(root, 'src/styles/tokens.css'), 'utf8');
  const svg = composePicture(title, figureOf(root, chapter, picture), lightColours(css));
  const image = await renderAsync(svg, {
    font: { fontFiles: await fonts(root, svg), loadSystemFonts: false, defaultFontFamily: 'Libertinus Sans' },
  });
  return image.asPng();
}

/** The site's fonts in the form that the renderer reads, with the letters of this picture. */
async function fonts(root: string, svg: string): Promise<string[]> {
  const letters = [...new Set(svg)].sort().join('');
  const folder = join(root, '.cache', 'pictures');
  mkdirSync(folder, { recursive: true });
  return Promise.all(
    ['serif', 'sans'].map(async (family) => {
      const from = join(
        root,
        `node_modules/@fontsource/libertinus-${family}/files/libertinus-${family}-latin-400-normal.woff2`,
      );
      const cut = await subsetFont(await readFile(from), letters, { targetFormat: 'truetype' });
      const file = join(folder, `${family}-${letters.length}-${hashOf(letters)}.ttf`);
      writeFileSync(file, cut);
      return file;
    }),
  );
}

const hashOf = (text: string): string =>
  [...text].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7).toString(36);

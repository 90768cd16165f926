/**
 * Figures of a page that have some weight lie in files of their own, each named by its content, and are fetched when the reader comes near:
 * `src/runtime/figures.ts` puts them where they belong. Without scripts the same files are shown as images.
 */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compactFigure } from './compact-figure.ts';
import { describeFigure, quoted, toldAs, wordsOf } from './describe-figure.ts';

/** Folder of these files in the built site. */
export const figuresFolder = 'figures';

/** Bytes, gzipped, from which on a figure is heavy; on the home page, which opens with one, more. */
export const heavyFigure = { chapter: 400, home: 1500 };

export interface FigureFile {
  readonly name: string;
  readonly text: string;
}

export interface FigurePlace {
  readonly name: string;
  readonly title: string;
  readonly styles: string;
  readonly home: string;
  readonly heavy: number;
}

export interface WovenFigure {
  readonly markup: string;
  readonly files: readonly FigureFile[];
}

/**
 * Published markup as the page gets it.
 *
 * @param name of the cell, within the site
 * @param title by which a figure without a label of its own is called
 * @param styles colours for a figure that is shown as an image, outside of the page
 * @param home the way from the page to the site's base
 * @param heavy bytes, gzipped, from which on a figure is given as a file; `Infinity` keeps all in the page
 */
export function weaveFigure(
  published: string,
  { name, title, styles, home, heavy }: FigurePlace,
): WovenFigure {
  const files: FigureFile[] = [];
  const whole = describeFigure(compactFigure(published), title);
  const markup = whole.replace(/<svg [^]*?<\/svg>/g, (svg) => {
    // One inside of another is not told apart here; of one without a size, the page's styles decide.
    if (gzipSync(svg).length < heavy || svg.includes('<svg ', 1) || !/^<svg [^>]* width="/.test(svg))
      return svg;
    const text = alone(svg, styles);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const file = `${name}.${hash}.svg`;
    files.push({ name: file, text });
    return placeholder(svg, `${home}${figuresFolder}/${file}`);
  });
  return { markup, files };
}

/** As a document of its own; within a page its styles say nothing. */
function alone(svg: string, styles: string): string {
  const spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
  return svg
    .replace(/^<svg /, `<svg ${svg.includes('xmlns=') ? '' : `${spaces} `}`)
    .replace(/^<svg [^>]*>/, (tag) => `${tag}<style>${styles}</style>`);
}

/** Takes the place of a figure: as large, and called alike. */
function placeholder(svg: string, address: string): string {
  const tag = /^<svg [^>]*>/.exec(svg)?.[0] ?? '<svg>';
  const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  const [width, height] = [attribute('width'), attribute('height')];
  const empty = tag.replace(/ (?:class|fill|font-[a-z]+|text-anchor)="[^"]*"/g, '').replace(/>$/, '');
  return [
    `${empty} class="figure-away" data-figure="${address}"></svg>`,
    `<noscript><img src="${address}" width="${width}" height="${height}" alt="${quoted(toldAs(wordsOf(tag)))}" loading="lazy"></noscript>`,
  ].join('');
}

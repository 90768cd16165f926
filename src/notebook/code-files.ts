/**
 * Code that is folded away stands in the page as plain text. Its colours lie in a file, named by its content, and come when the
 * reader opens it: `src/runtime/code-colours.ts`. They weigh as much as the code, and most of it is never opened.
 */

import { createHash } from 'node:crypto';
import { codeToHtml } from 'shiki';
import { tokenClasses, tokenTheme } from './token-classes.ts';
import { codeOf } from './parse.ts';
import type { CellSource } from './types.ts';

/** Folder of these files in the built site. */
export const codeFolder = 'code';

/** Whether the code of a cell is folded away until its reader opens it. */
export const isFolded = ({ kind, hide }: Pick<CellSource, 'kind' | 'hide'>): boolean =>
  hide || kind === 'view';

/** What a cell's reader sees of its code. */
export const shownCode = (source: CellSource): string => source.shown ?? codeOf(source);

export interface WovenCode {
  /** The code as the page has it. */
  readonly plain: string;
  /** The code in colours, inside of its `<code>`. */
  readonly name: string;
  readonly text: string;
}

/** Code as markup, in colours. */
export function colourCode(code: string): Promise<string> {
  return codeToHtml(code, { lang: 'ts', theme: tokenTheme, transformers: [tokenClasses] });
}

/**
 * Folded code as the page has it, and its file.
 *
 * @param name of the cell, within the site
 * @param folder the way from the page to `codeFolder`
 */
export async function foldCode(code: string, name: string, folder: string): Promise<WovenCode> {
  const markup = await colourCode(code);
  const text = /<code>([^]*)<\/code>/.exec(markup)?.[1] ?? '';
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const file = `${name}.${hash}.txt`;
  const plain = markup
    .replace(/<\/?span\b[^>]*>/g, '')
    .replace(/^<pre /, () => `<pre data-colours="${folder}${file}" `);
  return { plain, name: file, text };
}

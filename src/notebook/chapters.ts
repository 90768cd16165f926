/** All chapters of the site, read, compiled and linked; kept for as long as their files do not change. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { composePage } from '../reference/compose.ts';
import { wrapExample } from '../reference/example.ts';
import { stampOfSources } from '../reference/exports.ts';
import { checkFrontmatter } from './frontmatter.ts';
import { linkChapter } from './graph.ts';
import { parseChapter } from './parse.ts';
import { gather, inOrder, rememberOrigin, throwProblems, type NotebookProblem } from './problem.ts';
import { compileCell } from './references.ts';
import type { LinkedChapter } from './types.ts';

/** Folder of the chapters, relative to the project. */
export const chapterFolder = 'content/chapters';

/** Folder of the reference's introductions; its pages are composed of them and of docstrings, and are chapters else. */
export const referenceFolder = 'content/reference';

const isReference = (file: string): boolean => file.startsWith(`${referenceFolder}/`);

const known = new Map<string, { text: string; chapter: LinkedChapter }>();

/** Each cell of a page asks for the whole page again, so it is composed once for as long as its sources are the same. */
const composedPages = new Map<string, { introduction: string; stamp: string; composed: string }>();

/** The path of a chapter as it is told, and its text. */
export function readText(root: string, path: string): { file: string; text: string } {
  const file = relative(root, path).replaceAll('\\', '/');
  const text = readFileSync(path, 'utf8');
  if (!isReference(file)) return { file, text };
  const before = composedPages.get(path);
  if (before?.introduction === text && before.stamp === stampOfSources())
    return { file, text: before.composed };
  const composed = composePage(root, file, text);
  rememberOrigin(file, composed.origin);
  composedPages.set(path, { introduction: text, stamp: stampOfSources(), composed: composed.text });
  return { file, text: composed.text };
}

/**
 * Reads one chapter.
 *
 * @param file absolute path of the MDX file
 * @throws {NotebookProblem} for its mistakes
 */
export function readChapter(root: string, file: string): LinkedChapter {
  const { file: told, text } = readText(root, file);
  return compileChapter(told, text);
}

/** MDX text → linked chapter. */
export function compileChapter(file: string, text: string): LinkedChapter {
  const before = known.get(file);
  if (before?.text === text) return before.chapter;
  const parsed = parseChapter(file, text);
  const source = isReference(file) ? { ...parsed, cells: parsed.cells.map(wrapExample) } : parsed;
  const problems: NotebookProblem[] = [];
  const cells = source.cells.flatMap((cell) => gather(problems, () => compileCell(source, cell)) ?? []);
  // Names are looked up only when every cell can be read: an unread cell may declare them.
  throwProblems(problems);
  const chapter = linkChapter(source, cells);
  known.set(file, { text, chapter });
  return chapter;
}

/** All that is wrong with a chapter, as far as its text alone tells; and the chapter, when nothing is. */
export function examineChapter(
  file: string,
  text: string,
): { chapter: LinkedChapter | undefined; problems: NotebookProblem[] } {
  const problems = checkFrontmatter(file, text);
  const chapter = gather(problems, () => compileChapter(file, text));
  return { chapter, problems: inOrder(problems) };
}

/** Absolute paths of all chapters, in reading order, and of the pages of the reference. */
export function chapterFiles(root: string): string[] {
  return [chapterFolder, referenceFolder]
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.mdx'))
        .sort()
        .map((name) => join(folder, name)),
    );
}

export function readChapters(root: string): LinkedChapter[] {
  return chapterFiles(root).map((file) => readChapter(root, file));
}

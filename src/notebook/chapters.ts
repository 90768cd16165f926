/** All chapters of the site, read, compiled and linked; kept for as long as their files do not change. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkFrontmatter } from './frontmatter.ts';
import { linkChapter } from './graph.ts';
import { parseChapter } from './parse.ts';
import { gather, inOrder, throwProblems, type NotebookProblem } from './problem.ts';
import { compileCell } from './references.ts';
import type { LinkedChapter } from './types.ts';

/** Folder of the chapters, relative to the project. */
export const chapterFolder = 'content/chapters';

const known = new Map<string, { text: string; chapter: LinkedChapter }>();

/**
 * Reads one chapter.
 *
 * @param file absolute path of the MDX file
 * @throws {NotebookProblem} for its mistakes
 */
export function readChapter(root: string, file: string): LinkedChapter {
  return compileChapter(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'));
}

/** MDX text → linked chapter. */
export function compileChapter(file: string, text: string): LinkedChapter {
  const before = known.get(file);
  if (before?.text === text) return before.chapter;
  const source = parseChapter(file, text);
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

/** Absolute paths of all chapters, in reading order. */
export function chapterFiles(root: string): string[] {
  const folder = join(root, chapterFolder);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mdx'))
    .sort()
    .map((name) => join(folder, name));
}

export function readChapters(root: string): LinkedChapter[] {
  return chapterFiles(root).map((file) => readChapter(root, file));
}

/** A cell's code → what it declares, asks for, imports and displays. */

import { parse } from '@typescript-eslint/typescript-estree';
import { analyseCell } from './analyse.ts';
import type { CellMistake } from './cell-mistake.ts';
import { codeOf, sourceOffset } from './parse.ts';
import { NotebookProblem, throwProblems } from './problem.ts';
import type { CellSource, ChapterSource, CompiledCell } from './types.ts';

/**
 * Analyses one cell.
 *
 * @throws {NotebookProblem} for a syntax error, or for what a cell must not do: `export`, chance, the clock, an import
 *   outside of the list, a name that would hide another.
 */
export function compileCell(chapter: Pick<ChapterSource, 'file' | 'text'>, cell: CellSource): CompiledCell {
  const code = codeOf(cell);
  const problemAt = ({ summary, remedy, start, length }: CellMistake): NotebookProblem =>
    new NotebookProblem(summary, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: sourceOffset(cell, start),
      length,
    });
  const { compiled, mistakes } = analyseCell(cell, code, parseCode(cell, code, problemAt));
  throwProblems(mistakes.map(problemAt));
  return compiled;
}

function parseCode(cell: CellSource, code: string, problemAt: (mistake: CellMistake) => NotebookProblem) {
  try {
    return parse(code, { range: true, loc: true, sourceType: 'module' });
  } catch (error) {
    const { message, index } = error as { message: string; index?: number };
    throw problemAt({
      summary: `syntax error in cell “${cell.id}”: ${message}`,
      remedy: 'The code must be valid TypeScript; look at the marked character and just before it.',
      start: index ?? 0,
      length: 1,
    });
  }
}

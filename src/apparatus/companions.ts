/** Every figure has a caption; every cell that a reader can run, or a control of it, something to try. */

import { NotebookProblem } from '../notebook/problem.ts';
import { chapterFolder } from '../notebook/chapters.ts';
import type { FrozenOutput, LinkedCell, LinkedChapter } from '../notebook/types.ts';

/**
 * What is missing beside the cells of a chapter. Pages of the reference are let off: their cells are examples.
 *
 * @param frozen published outputs by cell; what shows a picture and no controls is a figure
 */
export function missingCompanions(
  chapter: LinkedChapter,
  frozen: ReadonlyMap<string, FrozenOutput>,
): NotebookProblem[] {
  if (!chapter.file.startsWith(`${chapterFolder}/`)) return [];
  const { captions, tries } = chapter.apparatus;
  const has = (texts: readonly { of: string }[], cell: LinkedCell): boolean =>
    texts.some(({ of }) => of === cell.source.id);
  const problem = ({ source }: LinkedCell, summary: string, remedy: string): NotebookProblem => {
    const { file, text } = chapter;
    const fence = text.slice(source.offset).split('\n', 1)[0] ?? '';
    return new NotebookProblem(summary, remedy, { file, text, offset: source.offset, length: fence.length });
  };
  return chapter.cells.flatMap((cell) => {
    const { id, kind } = cell.source;
    if (kind === 'view')
      return !cell.control && /<svg\b|<canvas\b/.test(frozen.get(id)?.markup ?? '') && !has(captions, cell)
        ? problem(
            cell,
            `the figure “${id}” has no caption`,
            `Say after it what to look for: <Caption of="${id}">…</Caption>`,
          )
        : [];
    // What runs with the cells that need it is not run by a reader.
    const controls = chapter.cells.filter((other) => other.control && goTogether(chapter, cell, other));
    return cell.crossing.length > 0 && ![cell, ...controls].some((one) => has(tries, one))
      ? problem(
          cell,
          `nothing is said to try with the live cell “${id}”`,
          `Suggest one thing after it: <Try of="${id}">…</Try>`,
        )
      : [];
  });
}

/** The cell needs the control, perhaps by way of others, or a figure needs both. */
function goTogether({ cells }: LinkedChapter, cell: LinkedCell, control: LinkedCell): boolean {
  const reads = (reader: LinkedCell, read: LinkedCell): boolean =>
    reader.inputs.some(({ from }) => {
      const next = cells.find(({ source }) => source.id === from);
      return next !== undefined && (next === read || reads(next, read));
    });
  return reads(cell, control) || cells.some((figure) => reads(figure, cell) && reads(figure, control));
}

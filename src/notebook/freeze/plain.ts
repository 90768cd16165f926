/** What crosses from a live cell to the page must be plain data: JSON holds it without loss. */

import { findWrong } from '../../runtime/find-wrong.ts';
import type { LinkedCell, LinkedChapter } from '../types.ts';

/** @throws {Error} that names the cell, the path to the value, and what to write instead */
export function assertPlain(
  outputs: Readonly<Record<string, unknown>>,
  chapter: LinkedChapter,
  cell: LinkedCell,
): void {
  for (const [name, value] of Object.entries(outputs)) {
    const wrong = findWrong(value, name);
    if (wrong)
      throw new Error(
        `${wrong.path} is ${wrong.what}, which cannot be published. Remedy: in cell “${cell.source.id}” of ${chapter.file}, give the page ${wrong.remedy}.`,
      );
  }
}

/** Everything that must hold of the chapters before the site is built. */

import { checkAssets } from './assets.ts';
import { readChapters } from './chapters.ts';
import { freezeKeys } from './freeze-key.ts';
import { frozenFile, readFrozen } from './frozen-files.ts';
import { throwProblems } from './problem.ts';
import { checkTypes } from './type-check.ts';
import type { LinkedChapter } from './types.ts';

/**
 * Checks all chapters: syntax, names, types, data files, frozen outputs.
 *
 * @throws {NotebookProblem} with file, line, column and remedy
 */
export function checkChapters(root: string): LinkedChapter[] {
  const chapters = readChapters(root);
  throwProblems(checkAssets(root, chapters));
  throwProblems(checkTypes(root, chapters));
  refuseStale(root, chapters);
  return chapters;
}

function refuseStale(root: string, chapters: readonly LinkedChapter[]): void {
  const stale = chapters.flatMap((chapter) => {
    const keys = freezeKeys(root, chapter);
    return chapter.cells.flatMap(({ source }) => {
      const frozen = readFrozen(root, chapter.slug, source.id);
      if (frozen?.key === keys.get(source.id)) return [];
      return [`  ${frozenFile(chapter.slug, source.id)} ${frozen ? 'is stale' : 'is missing'}`];
    });
  });
  if (stale.length === 0) return;
  const slugs = chapters
    .map((chapter) => chapter.slug)
    .filter((slug) => stale.some((row) => row.includes(`/${slug}/`)));
  throw new Error(
    `The published outputs of ${stale.length === 1 ? 'one cell' : `${stale.length} cells`} do not belong to the present chapters:\n${stale.join('\n')}\n  Remedy: npm run freeze -- ${slugs.join(' ')}`,
  );
}

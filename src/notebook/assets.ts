/** Finds data files that cells ask for and that are not there. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, sourceOffset } from './parse.ts';
import { NotebookProblem } from './problem.ts';
import { assetCalls, assetFolder, openReach } from './reach.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

/** One problem for each missing data file of each cell, at the call or the import that leads to it. */
export function checkAssets(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const reach = openReach(root);
  const missing = (name: string): boolean => !existsSync(join(root, assetFolder, name));
  return chapters.flatMap((chapter) =>
    chapter.cells.flatMap((cell) => {
      const direct = assetCalls(codeOf(cell.source))
        .filter((call) => missing(call.name))
        .map((call) => toProblem(chapter, cell, call.name, call.offset, 'asset'.length, 'this cell'));
      const reached = cell.imports.flatMap((declaration) =>
        reach
          .of([declaration])
          .assets.filter((asset) => missing(asset.name))
          .map((asset) =>
            toProblem(
              chapter,
              cell,
              asset.name,
              declaration.start,
              declaration.end - declaration.start,
              asset.in,
            ),
          ),
      );
      return [...direct, ...reached];
    }),
  );
}

function toProblem(
  chapter: LinkedChapter,
  cell: LinkedCell,
  name: string,
  offset: number,
  length: number,
  asker: string,
): NotebookProblem {
  return new NotebookProblem(
    `the data file ${assetFolder}/${name} is missing; ${asker} asks for it`,
    `Restore it (git checkout -- ${assetFolder}/${name}), derive it anew (npm run digits), or correct its name.`,
    { file: chapter.file, text: chapter.text, offset: sourceOffset(cell.source, offset), length },
  );
}

/** The figures that can stand in the pages of others, each with the cells that it comes from. */

import { chapterFolder } from './chapters.ts';
import { withUpstream } from './freeze/upstream.ts';
import { readPublished } from './published.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

export interface Embed {
  /** The cell that is asked for: one that draws a figure, or a live one, which stands with the first figure made of its values. */
  readonly id: string;
  readonly title: string;
  /** The cell whose figure it is. */
  readonly figure: string;
  /** Ids of the cells that the page must have: the figure's, and all that it comes from. */
  readonly needed: ReadonlySet<string>;
  /** Ids of those that its reader sees: the figure, its controls, and what can be run. */
  readonly shown: ReadonlySet<string>;
}

/** What of a chapter can be embedded; nothing of a page of the reference. */
export function embedsOf(root: string, chapter: LinkedChapter): Embed[] {
  if (!chapter.file.startsWith(`${chapterFolder}/`)) return [];
  const frozen = readPublished(root, chapter);
  const showsSomething = ({ source }: LinkedCell): boolean => Boolean(frozen.get(source.id)?.markup);
  const isShown = (cell: LinkedCell): boolean =>
    cell.source.kind === 'live' ? cell.crossing.length > 0 : showsSomething(cell);
  const figures = chapter.cells
    .filter(({ source }) => source.kind === 'view' && frozen.get(source.id)?.markup?.includes('<svg'))
    .map((figure) => ({ figure, cells: withUpstream(chapter, [figure]) }));
  return chapter.cells.flatMap((cell): Embed[] => {
    const { id, title = id, kind } = cell.source;
    const found =
      kind === 'view'
        ? figures.find(({ figure }) => figure === cell)
        : isShown(cell) && figures.find(({ cells }) => cells.has(cell));
    if (!found) return [];
    const idsOf = (cells: readonly LinkedCell[]) => new Set(cells.map(({ source }) => source.id));
    // Another figure on the way to this one gives it values; it has a page of its own.
    const others = new Set(figures.map(({ figure }) => figure).filter((one) => !one.control));
    const shown = [...found.cells].filter(
      (one) => one === found.figure || (isShown(one) && !others.has(one)),
    );
    return [
      { id, title, figure: found.figure.source.id, needed: idsOf([...found.cells]), shown: idsOf(shown) },
    ];
  });
}

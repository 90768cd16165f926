/** Which cells come before which. */

import type { LinkedCell, LinkedChapter } from '../types.ts';

/** The cells of a chapter, each after those that it needs. */
export function cellsInOrder(chapter: LinkedChapter): LinkedCell[] {
  return chapter.order.flatMap((id) => chapter.cells.filter((cell) => cell.source.id === id));
}

/** Adds to some cells all that they need. */
export function withUpstream(
  chapter: LinkedChapter,
  cells: Iterable<LinkedCell>,
  follow: (cell: LinkedCell, upstream: LinkedCell) => boolean = () => true,
): Set<LinkedCell> {
  const needed = new Set(cells);
  for (const cell of cellsInOrder(chapter).reverse())
    if (needed.has(cell))
      for (const { from } of cell.inputs) {
        const upstream = chapter.cells.find((other) => other.source.id === from);
        if (upstream && follow(cell, upstream)) needed.add(upstream);
      }
  return needed;
}

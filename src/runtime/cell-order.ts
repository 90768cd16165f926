/** The order in which cells run, and which of them hang together. */

import type { CellOutline } from './descriptor.ts';

/** Cells so that each comes after those that it names; the build has refused circles. */
export function cellsInOrder<Cell extends CellOutline>(cells: readonly Cell[]): Cell[] {
  const sorted: Cell[] = [];
  const visit = (cell: Cell): void => {
    if (sorted.includes(cell)) return;
    for (const { from } of cell.inputs) cells.filter(({ id }) => id === from).forEach(visit);
    sorted.push(cell);
  };
  cells.forEach(visit);
  return sorted;
}

/** The live cells, in that order. */
export function inOrder<Cell extends CellOutline>(cells: readonly Cell[]): Cell[] {
  return cellsInOrder(cells).filter(({ kind }) => kind === 'live');
}

/** Ids of all cells that a cell depends on, through any number of others. */
export function upstreamOf(id: string, cells: readonly CellOutline[]): Set<string> {
  const found = new Set<string>();
  const visit = (at: string): void => {
    for (const { from } of cells.find((cell) => cell.id === at)?.inputs ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      visit(from);
    }
  };
  visit(id);
  return found;
}

/** Do values of a live cell come back to a live cell by way of a cell on the page? */
export function comeBack(cells: readonly CellOutline[]): boolean {
  const isLive = (id: string): boolean => cells.some((cell) => cell.id === id && cell.kind === 'live');
  return cells
    .filter(({ kind }) => kind === 'live')
    .flatMap(({ inputs }) => inputs)
    .some(({ from }) => !isLive(from) && [...upstreamOf(from, cells)].some(isLive));
}

/**
 * The live cells that Shift+Enter in a view cell runs: those that what it shows comes from; where there are none (a
 * control), those that show something and depend on it.
 */
export function liveCellsOf(view: string, cells: readonly CellOutline[]): string[] {
  const order = inOrder(cells);
  const above = upstreamOf(view, cells);
  const before = order.filter(({ id }) => above.has(id));
  if (before.length > 0) return before.slice(-1).map(({ id }) => id);
  return order
    .filter(({ id, crossing }) => crossing.length > 0 && upstreamOf(id, cells).has(view))
    .map(({ id }) => id);
}

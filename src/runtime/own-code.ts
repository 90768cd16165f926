/** Which cells show what code of the reader's has given. */

import type { CellDescriptor } from './descriptor.ts';
import type { LiveCell } from './live-cell.ts';
import { pagePart } from './page-part.ts';

/** Does what is shown of this cell rest on code of the reader's? */
export function restsOnOwnCode(
  id: string,
  cells: readonly CellDescriptor[],
  live: ReadonlyMap<string, LiveCell>,
): boolean {
  const cell = live.get(id);
  if (cell) return cell.ownCode;
  const inputs = cells.find((other) => other.id === id)?.inputs ?? [];
  return inputs.some(({ from }) => restsOnOwnCode(from, cells, live));
}

/** Marks the figures that do; returns what to call when a live cell has changed. */
export function bindOwnCode(
  cells: readonly CellDescriptor[],
  ownCode: (cell: string) => boolean,
): () => void {
  const figures = cells.filter(({ kind }) => kind === 'view').map(({ id }) => [id, pagePart(id)] as const);
  return () => {
    for (const [id, section] of figures) section.toggleAttribute('data-own-code', ownCode(id));
  };
}

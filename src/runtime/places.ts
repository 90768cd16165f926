/** What each live cell of a chapter is told of itself and of the cells around it, as they are now. */

import { inOrder, upstreamOf } from './cell-order.ts';
import type { CellDescriptor } from './descriptor.ts';
import { fromPage } from './graph.ts';
import type { LiveCell, LiveCellPlace } from './live-cell.ts';

export interface Places {
  /** As they are now: a reader's code may need others than the published one. */
  readonly cells: readonly CellDescriptor[];
  of(descriptor: CellDescriptor): LiveCellPlace;
  /** The cells are others from now on; each live one is told. */
  redescribe(cells: readonly CellDescriptor[]): void;
}

interface PlacesOptions extends Pick<LiveCellPlace, 'settle' | 'changed'> {
  /** The cells as they were published. */
  readonly cells: readonly CellDescriptor[];
  readonly live: Map<string, LiveCell>;
  /** Has this cell code of the reader's? */
  readonly edited: (id: string) => boolean;
}

export function createPlaces({ cells: published, live, edited, settle, changed }: PlacesOptions): Places {
  let cells = published;

  const placeOf = (descriptor: CellDescriptor): LiveCellPlace => {
    const { id } = descriptor;
    const above = upstreamOf(id, cells);
    return {
      descriptor,
      publishedInputs: publishedValues(fromPage(descriptor, cells), cells),
      upstream: [...new Set(descriptor.inputs.map((input) => live.get(input.from)))].filter(
        (other) => other !== undefined,
      ),
      edited: cells.flatMap((other) =>
        other.key !== other.publishedKey && edited(other.id) && (other.id === id || above.has(other.id))
          ? [other.id]
          : [],
      ),
      settle,
      changed,
    };
  };

  return {
    get cells() {
      return cells;
    },
    of: placeOf,
    redescribe(next) {
      cells = next;
      // In their new order, each after those that it names.
      const known = new Map(live);
      live.clear();
      for (const { id } of inOrder(cells)) {
        const cell = known.get(id);
        if (cell) live.set(id, cell);
      }
      for (const [id, cell] of live) {
        const descriptor = cells.find((other) => other.id === id);
        if (descriptor) cell.adopt(placeOf(descriptor));
      }
    },
  };
}

/** The published values of these inputs, by their names. */
export function publishedValues(
  inputs: CellDescriptor['inputs'],
  cells: readonly CellDescriptor[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    inputs.map(({ name, from }) => [name, cells.find((other) => other.id === from)?.frozen[name]]),
  );
}

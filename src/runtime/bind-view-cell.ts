/** A view cell in its place on the page: its variable in the graph, and the keys that run what it shows. */

import type { Module } from '@observablehq/runtime';
import { liveCellsOf } from './cell-order.ts';
import type { CellIndex, ViewContext } from './contract.ts';
import type { CellDescriptor } from './descriptor.ts';
import { defineView } from './graph.ts';
import { bindCellKeys } from './keys.ts';
import type { LinkState } from './link-state.ts';
import type { LiveCell } from './live-cell.ts';
import { pagePart } from './page-part.ts';
import { publishedValues } from './places.ts';
import type { Rest } from './rest.ts';
import { createViewCell } from './view-cell.ts';

interface BindOptions {
  readonly graph: Module;
  readonly cells: readonly CellDescriptor[];
  readonly live: ReadonlyMap<string, LiveCell>;
  readonly rest: Rest;
  readonly link: LinkState;
  /** Loads its code. */
  readonly load: CellIndex<ViewContext>[string];
}

export function bindViewCell(
  descriptor: CellDescriptor,
  { graph, cells, live, rest, link, load }: BindOptions,
): void {
  const section = pagePart(descriptor.id);
  const published = publishedValues(descriptor.inputs, cells);
  const needed = descriptor.control || descriptor.outputs.length > 0;
  const view = createViewCell({ figure: section, load, needed, published, attach: link.attach });
  defineView(graph, descriptor, published, (inputs) =>
    needed ? rest.during(view.draw(inputs)) : view.draw(inputs),
  );
  const related = liveCellsOf(descriptor.id, cells).flatMap((id) => live.get(id) ?? []);
  const press = ({ descriptor: { id } }: LiveCell): void =>
    pagePart(id).querySelector<HTMLElement>('[data-part="run"]')?.click();
  bindCellKeys(
    section,
    () => related.forEach(press),
    () => related.forEach((cell) => cell.stop()),
  );
}

/** A live cell in its place on the page: its panel, its variable in the graph, its question before long work, its editor. */

import type { Module } from '@observablehq/runtime';
import { bindQuestion } from './ask.ts';
import { upstreamOf } from './cell-order.ts';
import type { CellDescriptor } from './descriptor.ts';
import { questionBefore } from './durations.ts';
import { bindEditing } from './editing.ts';
import type { Edits } from './edits.ts';
import { defineLive } from './graph.ts';
import { mayTrain } from './level.ts';
import type { LiveCell } from './live-cell.ts';
import { bindLivePanel } from './live-panel.ts';
import { pagePart } from './page-part.ts';

export interface BoundCell {
  /** The cell may have changed. */
  refresh(): void;
  /** The cells are these from now on. */
  follow(cells: readonly CellDescriptor[]): void;
}

interface BindOptions {
  readonly slug: string;
  readonly graph: Module;
  readonly live: ReadonlyMap<string, LiveCell>;
  readonly edits: Edits;
  /** The cells as they are now. */
  readonly cells: () => readonly CellDescriptor[];
}

export function bindLiveCell(cell: LiveCell, { slug, graph, live, edits, cells }: BindOptions): BoundCell {
  const { id } = cell.descriptor;
  const section = pagePart(id);
  const question = bindQuestion(section);
  const start = async (): Promise<void> => {
    if (!mayTrain() || (await editor?.take()) === false) return;
    const above = upstreamOf(id, cells());
    const asked = questionBefore(
      slug,
      [...live.values()].filter((other) => other === cell || above.has(other.descriptor.id)),
    );
    if (asked === undefined || (await question.ask(asked))) await cell.run();
  };
  const run = (): void => void start();
  const refreshPanel = bindLivePanel(section, cell, run);
  const follow = defineLive(graph, cell);
  follow(cells());
  const editor = bindEditing(section, { slug, cell, edits, run });
  return {
    follow,
    refresh() {
      refreshPanel();
      editor?.refresh();
    },
  };
}

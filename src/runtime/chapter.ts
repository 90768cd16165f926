/**
 * A chapter page in the reader's browser: one reactive graph over its cells, seeded with the published values.
 * Nothing of tfjs or Plot is loaded until a cell runs or a figure must be drawn anew.
 */

import { Runtime } from '@observablehq/runtime';
import { bindLiveCell, type BoundCell } from './bind-live-cell.ts';
import { bindViewCell } from './bind-view-cell.ts';
import { comeBack, inOrder } from './cell-order.ts';
import { bindChapterBar } from './chapter-bar.ts';
import { builtModules, type ChapterModules } from './chapter-modules.ts';
import { startState, startWorker, type ChapterState } from './chapter-state.ts';
import { bindClaims } from './claims.ts';
import { createLiveCell } from './create-live-cell.ts';
import type { ChapterDescriptor } from './descriptor.ts';
import { questionBefore, rememberDuration } from './durations.ts';
import { createEdits } from './edits.ts';
import type { LiveCell } from './live-cell.ts';
import { isBusy, type LiveState } from './live-state.ts';
import { bindOwnCode, restsOnOwnCode } from './own-code.ts';
import { bindIf } from './page-part.ts';
import { createPlaces } from './places.ts';
import { createRest } from './rest.ts';
import { bindSettings } from './settings.ts';
import { bindValues } from './values.ts';

export interface Chapter extends ChapterState {
  /** Takes the graph off the page. */
  readonly dispose: () => void;
}

/**
 * Starts the cells of the page that carries this descriptor.
 *
 * @param before what the same chapter had, before its author edited it
 */
export async function startChapter(
  { slug, cells: published, claims }: ChapterDescriptor,
  before: ChapterState = startState(),
  modules: ChapterModules | Promise<ChapterModules> = builtModules(slug),
): Promise<Chapter> {
  const runtime = new Runtime();
  const graph = runtime.module();
  const { live, turns, client } = before;
  const rest = createRest();
  const link = bindSettings(published, rest.stir, () => {
    for (const cell of live.values()) void cell.reset();
  });
  /** What follows any change of a live cell: what is downstream may have become stale. */
  const followers: (() => void)[] = [];
  const refresh = (): void => followers.forEach((follow) => follow());
  // A chapter without live cells has none.
  const refreshBar = bindIf('chapter-bar', (bar) =>
    bindChapterBar(bar, live, (cells) => questionBefore(slug, cells), rest.settle),
  );
  if (refreshBar) followers.push(refreshBar);

  const told = new Map<string, LiveState>();
  const changed = ({ descriptor: { id }, state, seed, ownCode }: LiveCell): void => {
    const entered = state !== told.get(id);
    if (entered && !isBusy(state) && comeBack(places.cells)) rest.stir();
    if (entered && state.phase === 'finished' && !ownCode) rememberDuration(slug, id, state.elapsed);
    told.set(id, state);
    link.set(`seed.${id}`, seed);
    refresh();
    document.documentElement.dataset['workers'] = String(client.workers);
  };
  const places = createPlaces({
    cells: published,
    live,
    edited: (id) => edits.has(id),
    settle: rest.settle,
    changed,
  });
  const bound: BoundCell[] = [];
  const edits = createEdits({
    cells: published,
    live,
    client,
    create: startWorker,
    redescribe(next) {
      places.redescribe(next);
      for (const { follow } of bound) follow(next);
      rest.stir();
      refresh();
    },
  });

  for (const descriptor of inOrder(published)) {
    const { id } = descriptor;
    const place = places.of(descriptor);
    const known = live.get(id);
    known?.adopt(place);
    const cell = known ?? createLiveCell({ chapter: slug, client, turns, ...place });
    live.set(id, cell);
    const parts = bindLiveCell(cell, { slug, graph, live, edits, cells: () => places.cells });
    bound.push(parts);
    followers.push(parts.refresh);
    const seed = link.given.get(`seed.${id}`);
    if (typeof seed === 'number') cell.setSeed(seed);
    parts.refresh();
  }

  const { view, claims: load } = await modules;
  const { cells } = places;
  for (const descriptor of cells.filter(({ kind }) => kind === 'view')) {
    const code = view[descriptor.id];
    if (code) bindViewCell(descriptor, { graph, cells, live, rest, link, load: code });
  }
  const ownCode = (id: string): boolean => restsOnOwnCode(id, places.cells, live);
  followers.push(bindOwnCode(cells, ownCode));
  bindValues(graph, cells, ownCode);
  followers.push(bindClaims(graph, { claims, cells, live, ownCode, load }));
  // Controls take the place of their pictures first.
  rest.stir();
  await rest.settle();
  document.documentElement.dataset['cells'] = 'ready';
  return { ...before, dispose: () => runtime.dispose() };
}

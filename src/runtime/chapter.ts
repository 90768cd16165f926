/**
 * A chapter page in the reader's browser: one reactive graph over its cells, seeded with the published values.
 * Nothing of tfjs or Plot is loaded until a cell runs or a figure must be drawn anew.
 */

import { Runtime } from '@observablehq/runtime';
import claimConditions from 'virtual:notebook/claims';
import viewCells from 'virtual:notebook/view';
import { bindQuestion } from './ask.ts';
import { comeBack, inOrder, liveCellsOf, upstreamOf } from './cell-order.ts';
import { bindChapterBar } from './chapter-bar.ts';
import { bindClaims } from './claims.ts';
import type { CellDescriptor, ChapterDescriptor } from './descriptor.ts';
import { askBefore, rememberDuration } from './durations.ts';
import { bindEditing, type CellEditor } from './editing.ts';
import { createEdits } from './edits.ts';
import { defineLive, defineView, fromPage } from './graph.ts';
import { bindCellKeys } from './keys.ts';
import { levelChanged, mayTrain } from './level.ts';
import { createLinkState } from './link-state.ts';
import type { CellIndex, ClaimFunction, ViewContext } from './contract.ts';
import { createLiveCell, type LiveCell, type LiveCellPlace } from './live-cell.ts';
import { isBusy, type LiveState } from './live-state.ts';
import { bindLivePanel } from './live-panel.ts';
import { createRest } from './rest.ts';
import { bindStatePanel } from './state-panel.ts';
import { createTurns, type Turns } from './turns.ts';
import { seedSetting, type Setting } from './url-state.ts';
import { bindValues } from './values.ts';
import { createViewCell } from './view-cell.ts';
import { createWorkerClient, type WorkerClient } from './worker-client.ts';

/** What of a chapter outlives an edit by its author: the cells that may hold something, the worker that holds it. */
export interface ChapterState {
  readonly live: Map<string, LiveCell>;
  readonly turns: Turns;
  readonly client: WorkerClient;
  /** Takes the graph off the page. */
  readonly dispose: () => void;
}

/** The modules of a chapter that the page loads. */
interface ChapterModules {
  readonly view: CellIndex<ViewContext>;
  readonly claims: () => Promise<Readonly<Record<string, ClaimFunction>>>;
}

async function builtModules(slug: string): Promise<ChapterModules> {
  return {
    view: (await viewCells[slug]?.())?.default ?? {},
    claims: async () => (await claimConditions[slug]?.())?.default ?? {},
  };
}

const startWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cells' });

function startState(): Omit<ChapterState, 'dispose'> {
  const live = new Map<string, LiveCell>();
  const client = createWorkerClient(startWorker, () => live.forEach((cell) => cell.lose()));
  document.addEventListener('visibilitychange', () => client.pause(document.hidden));
  document.addEventListener(levelChanged, () => {
    if (!mayTrain()) for (const cell of live.values()) cell.stop();
  });
  return { live, turns: createTurns(), client };
}

/**
 * Starts the cells of the page that carries this descriptor.
 *
 * @param before what the same chapter had, before its author edited it
 */
export async function startChapter(
  { slug, cells: published, claims }: ChapterDescriptor,
  before: Omit<ChapterState, 'dispose'> = startState(),
  modules: ChapterModules | Promise<ChapterModules> = builtModules(slug),
): Promise<ChapterState> {
  const runtime = new Runtime();
  const graph = runtime.module();
  const { live, turns, client } = before;
  const rest = createRest();

  /** As they are now: a reader's code may need others than the published one. */
  let cells = published;
  const order = inOrder(cells);
  const settings: Setting[] = [
    ...cells
      .filter((cell) => cell.control)
      .flatMap(({ outputs, frozen }) =>
        outputs.map((name) => ({ name, title: name, published: frozen[name] })),
      ),
    ...order.map(({ id, seed }) => seedSetting(id, seed)),
  ];
  const longAmong = (candidates: readonly LiveCell[]): string | undefined => {
    const long = candidates.filter((cell) => cell.descriptor.long && !cell.fresh);
    return long.length === 0
      ? undefined
      : askBefore(
          slug,
          long.map((cell) => cell.descriptor),
        );
  };
  const panel = bindIf('chapter-state', (found) =>
    bindStatePanel(found, () => {
      link.restore();
      for (const cell of live.values()) void cell.reset();
    }),
  );
  const link = createLinkState(
    settings,
    (sentence) => panel?.note(sentence),
    (values) => {
      rest.stir();
      panel?.show(settings, values);
    },
  );

  const refreshBar = bindIf('chapter-bar', (bar) => bindChapterBar(bar, live, longAmong, rest.settle));
  const refreshAll: (() => void)[] = refreshBar ? [refreshBar] : [];
  const editors = new Map<string, CellEditor>();
  const told = new Map<string, LiveState>();
  const placeOf = (descriptor: CellDescriptor): LiveCellPlace => {
    const { id } = descriptor;
    const above = upstreamOf(id, cells);
    return {
      descriptor,
      publishedInputs: Object.fromEntries(
        fromPage(descriptor, cells).map(({ name, from }) => [
          name,
          cells.find((other) => other.id === from)?.frozen[name],
        ]),
      ),
      upstream: [...new Set(descriptor.inputs.map((input) => live.get(input.from)))].filter(
        (other) => other !== undefined,
      ),
      edited: cells.flatMap((other) =>
        other.key !== other.publishedKey && edits.has(other.id) && (other.id === id || above.has(other.id))
          ? [other.id]
          : [],
      ),
      settle: rest.settle,
      changed: (cell) => {
        if (comeBack(cells) && cell.state !== told.get(id) && !isBusy(cell.state)) rest.stir();
        if (cell.state !== told.get(id) && cell.state.phase === 'finished' && !cell.ownCode)
          rememberDuration(slug, id, cell.state.elapsed);
        told.set(id, cell.state);
        link.set(`seed.${id}`, cell.seed);
        // What is downstream may have become stale.
        for (const refreshOne of refreshAll) refreshOne();
        document.documentElement.dataset['workers'] = String(client.workers);
      },
    };
  };
  const follow = new Map<string, ReturnType<typeof defineLive>>();
  const edits = createEdits({
    cells: published,
    live,
    client,
    create: startWorker,
    redescribe(next) {
      cells = next;
      // In their new order, each after those that it names.
      const known = new Map(live);
      live.clear();
      for (const descriptor of inOrder(cells)) {
        const cell = known.get(descriptor.id);
        if (cell) live.set(descriptor.id, cell);
      }
      for (const [id, cell] of live) {
        const descriptor = cells.find((other) => other.id === id);
        if (descriptor) cell.adopt(placeOf(descriptor));
        follow.get(id)?.(cells);
      }
      rest.stir();
      for (const refreshOne of refreshAll) refreshOne();
    },
  });

  for (const descriptor of order) {
    const { id } = descriptor;
    const section = element(id);
    const question = bindQuestion(section);
    const run = async (): Promise<void> => {
      if (!mayTrain() || (await editors.get(id)?.take()) === false) return;
      const above = upstreamOf(id, cells);
      const asked = longAmong(
        [...live.values()].filter((other) => other === cell || above.has(other.descriptor.id)),
      );
      if (asked === undefined || (await question.ask(asked))) await cell.run();
    };
    const place = placeOf(descriptor);
    const known = live.get(id);
    known?.adopt(place);
    const cell = known ?? createLiveCell({ chapter: slug, client, turns, ...place });
    live.set(id, cell);
    const refresh = bindLivePanel(section, cell, () => void run());
    refreshAll.push(refresh);
    const followInputs = defineLive(graph, cell);
    followInputs(cells);
    follow.set(id, followInputs);
    const editor = bindEditing(section, { slug, cell, edits, run: () => void run() });
    if (editor) {
      editors.set(id, editor);
      refreshAll.push(editor.refresh);
    }
    const seed = link.given.get(`seed.${id}`);
    if (typeof seed === 'number') cell.setSeed(seed);
    refresh();
  }

  const { view: index, claims: load } = await modules;
  for (const descriptor of cells.filter((cell) => cell.kind === 'view')) {
    const load = index[descriptor.id];
    if (!load) continue;
    const section = element(descriptor.id);
    const published = Object.fromEntries(
      descriptor.inputs.map(({ name, from }) => [name, cells.find((cell) => cell.id === from)?.frozen[name]]),
    );
    const needed = descriptor.control || descriptor.outputs.length > 0;
    const view = createViewCell({ figure: section, load, needed, published, attach: link.attach });
    defineView(graph, descriptor, published, (inputs) =>
      needed ? rest.during(view.draw(inputs)) : view.draw(inputs),
    );
    const related = liveCellsOf(descriptor.id, cells).flatMap((id) => live.get(id) ?? []);
    bindCellKeys(
      section,
      () =>
        related.forEach((cell) =>
          element(cell.descriptor.id).querySelector<HTMLElement>('[data-part="run"]')?.click(),
        ),
      () => related.forEach((cell) => cell.stop()),
    );
  }
  /** Does what is shown of a cell rest on code of the reader's? */
  const ownCode = (id: string): boolean =>
    live.get(id)?.ownCode ??
    cells.find((cell) => cell.id === id)?.inputs.some(({ from }) => ownCode(from)) ??
    false;
  const figures = cells.filter(({ kind }) => kind === 'view').map(({ id }) => [id, element(id)] as const);
  refreshAll.push(() => {
    for (const [id, section] of figures) section.toggleAttribute('data-own-code', ownCode(id));
  });
  bindValues(graph, cells, ownCode);
  refreshAll.push(
    bindClaims(graph, {
      claims,
      cells,
      live,
      ownCode,
      load,
    }),
  );
  // Controls take the place of their pictures first.
  rest.stir();
  await rest.settle();
  document.documentElement.dataset['cells'] = 'ready';
  return { ...before, dispose: () => runtime.dispose() };
}

/** A chapter without live cells has no bar, one without controls besides has no state. */
function bindIf<T>(id: string, bind: (found: HTMLElement) => T): T | undefined {
  const found = document.getElementById(id);
  return found ? bind(found) : undefined;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page was built without its part “${id}”.`);
  return found;
}

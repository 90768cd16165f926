/**
 * A chapter page in the reader's browser: one reactive graph over its cells, seeded with the published values.
 * Nothing of tfjs or Plot is loaded until a cell runs or a figure must be drawn anew.
 */

import { Runtime, type Module } from '@observablehq/runtime';
import viewCells from 'virtual:notebook/view';
import type { CellDescriptor, ChapterDescriptor } from './descriptor.ts';
import { createLiveCell, type LiveCell } from './live-cell.ts';
import { bindLivePanel } from './live-panel.ts';
import { bindValues } from './values.ts';
import { createViewCell } from './view-cell.ts';
import { createWorkerClient } from './worker-client.ts';

/** Starts the cells of the page that carries this descriptor. */
export async function startChapter({ slug, cells }: ChapterDescriptor): Promise<void> {
  const graph = new Runtime().module();
  const live = new Map<string, LiveCell>();
  const client = createWorkerClient(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cells' }),
    () => live.forEach((cell) => cell.lose()),
  );

  const refreshAll: (() => void)[] = [];
  for (const descriptor of inOrder(cells.filter((cell) => cell.kind === 'live'))) {
    const section = element(descriptor.id);
    const refresh = bindLivePanel(section, () => void live.get(descriptor.id)?.run());
    const cell = createLiveCell({
      chapter: slug,
      descriptor,
      client,
      publishedInputs: Object.fromEntries(
        fromPage(descriptor, cells).map(({ name, from }) => [
          name,
          cells.find((other) => other.id === from)?.frozen[name],
        ]),
      ),
      upstream: [...new Set(descriptor.inputs.map((input) => live.get(input.from)))].filter(
        (other) => other !== undefined,
      ),
      prepare: (waitFor, signal) => runUpstream(descriptor, live, waitFor, signal),
      changed: () => {
        // What is downstream may have become stale.
        for (const refreshOne of refreshAll) refreshOne();
        document.documentElement.dataset['workers'] = String(client.workers);
      },
    });
    live.set(descriptor.id, cell);
    refreshAll.push(() => refresh(cell));
    defineLive(graph, cell, cells);
    refresh(cell);
  }

  const index = (await viewCells[slug]?.())?.default ?? {};
  for (const descriptor of cells.filter((cell) => cell.kind === 'view')) {
    const load = index[descriptor.id];
    if (load) defineView(graph, descriptor, cells, createViewCell(element(descriptor.id), load));
  }
  bindValues(graph, cells);
  document.documentElement.dataset['cells'] = 'ready';
}

/** A live cell is a variable whose value the worker sends; its inputs from the page are watched to know when it is stale. */
function defineLive(graph: Module, cell: LiveCell, cells: readonly CellDescriptor[]): void {
  const { id, crossing } = cell.descriptor;
  graph.variable(true).define(variableOf(id), [], () => cell.outputs.stream());
  for (const name of crossing)
    graph.variable().define(name, [variableOf(id)], (values: Record<string, unknown>) => values[name]);
  const names = fromPage(cell.descriptor, cells).map((input) => input.name);
  graph
    .variable({ fulfilled: (values) => cell.setInputs(values as Record<string, unknown>) })
    .define(null, names, (...values: unknown[]) =>
      Object.fromEntries(names.map((name, i) => [name, values[i]])),
    );
}

/** The inputs of a live cell whose values live on the page, and so must be sent along. */
function fromPage({ inputs }: CellDescriptor, cells: readonly CellDescriptor[]): CellDescriptor['inputs'] {
  return inputs.filter((input) => cells.some((other) => other.id === input.from && other.kind === 'view'));
}

/** A view cell keeps its published figure for as long as its inputs are the published values. */
function defineView(
  graph: Module,
  descriptor: CellDescriptor,
  cells: readonly CellDescriptor[],
  view: ReturnType<typeof createViewCell>,
): void {
  const { id, inputs, outputs, control, frozen } = descriptor;
  const names = inputs.map((input) => input.name);
  const published = inputs.map((input) => cells.find((cell) => cell.id === input.from)?.frozen[input.name]);
  let drawn = control;
  graph.variable(true).define(variableOf(id), names, (...values: unknown[]) => {
    drawn ||= values.some((value, i) => value !== published[i]);
    return drawn ? view.draw(Object.fromEntries(names.map((name, i) => [name, values[i]]))) : frozen;
  });
  for (const name of outputs)
    graph.variable().define(name, [variableOf(id)], (values: Record<string, unknown>) => values[name]);
}

/** Runs, in order, the live cells that this one depends on and that the worker does not hold. */
async function runUpstream(
  { inputs }: CellDescriptor,
  live: ReadonlyMap<string, LiveCell>,
  waitFor: (cell: string) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { from } of inputs) {
    const upstream = live.get(from);
    if (upstream === undefined || upstream.fresh) continue;
    waitFor(from);
    const stop = (): void => upstream.stop();
    signal.addEventListener('abort', stop);
    const finished = await upstream.run();
    signal.removeEventListener('abort', stop);
    if (!finished) return false;
  }
  return true;
}

/** Live cells so that each comes after those that it names; the build has refused circles. */
function inOrder(live: readonly CellDescriptor[]): CellDescriptor[] {
  const sorted: CellDescriptor[] = [];
  const visit = (cell: CellDescriptor): void => {
    if (sorted.includes(cell)) return;
    for (const { from } of cell.inputs) live.filter((other) => other.id === from).forEach(visit);
    sorted.push(cell);
  };
  live.forEach(visit);
  return sorted;
}

/** Graph names of cells cannot be names of declarations: identifiers have no space. */
const variableOf = (id: string): string => `cell ${id}`;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page was built without its cell “${id}”.`);
  return found;
}

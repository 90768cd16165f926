/** Computes values of a chapter's cells from nothing in the reader's browser, as they were published, apart from its page. */

import { cellsInOrder, upstreamOf } from './cell-order.ts';
import type { CellIndex, Control, Progress, ViewContext } from './contract.ts';
import type { CellOutline } from './descriptor.ts';
import { figureWidths } from './figure-widths.ts';
import type { WorkerClient } from './worker-client.ts';

export interface Recomputation {
  readonly chapter: string;
  readonly cells: readonly CellOutline[];
  /** Ids of the cells whose values are wanted; those that they need run too. */
  readonly wanted: Iterable<string>;
  readonly client: WorkerClient;
  readonly loadViews: () => Promise<CellIndex<ViewContext>>;
  /** Called as a live cell runs. */
  readonly progress: (cell: string, progress: Progress | undefined) => void;
  readonly signal: AbortSignal;
}

/** The ids with all that they need. */
export function withUpstream(cells: readonly CellOutline[], wanted: Iterable<string>): Set<string> {
  return new Set([...wanted].flatMap((id) => [id, ...upstreamOf(id, cells)]));
}

/**
 * Runs the cells one after the other with their published seeds and controls.
 *
 * @returns the values of their outputs by name
 * @throws {Error} the error of a cell that fails; the reason of `signal` when that aborts
 */
export async function recompute(options: Recomputation): Promise<Map<string, unknown>> {
  const { cells, wanted, signal } = options;
  const values = new Map<string, unknown>();
  const needed = withUpstream(cells, wanted);
  for (const cell of cellsInOrder(cells).filter(({ id }) => needed.has(id))) {
    signal.throwIfAborted();
    const outputs = await (cell.kind === 'live'
      ? runLive(options, cell, values)
      : runView(options, cell, values));
    for (const [name, value] of Object.entries(outputs)) values.set(name, value);
  }
  return values;
}

type Outputs = Readonly<Record<string, unknown>>;

function runLive(
  { chapter, cells, client, progress, signal }: Recomputation,
  cell: CellOutline,
  values: ReadonlyMap<string, unknown>,
): Promise<Outputs> {
  const fromPage = cell.inputs.filter(({ from }) =>
    cells.some(({ id, kind }) => id === from && kind === 'view'),
  );
  return new Promise((resolve, reject) => {
    let outputs: Outputs = {};
    progress(cell.id, undefined);
    const run = client.run(
      {
        chapter,
        cell: cell.id,
        seed: cell.seed,
        inputs: Object.fromEntries(fromPage.map(({ name }) => [name, values.get(name)])),
        crossing: cell.crossing,
      },
      (message) => {
        switch (message.type) {
          case 'snapshot':
            outputs = { ...outputs, ...message.outputs };
            run.shown();
            break;
          case 'progress':
            progress(cell.id, message.progress);
            break;
          case 'finished':
            resolve(outputs);
            break;
          case 'stopped':
            reject(signal.reason as Error);
            break;
          case 'failed':
            reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
        }
      },
    );
    signal.addEventListener('abort', () => run.stop());
  });
}

async function runView(
  { loadViews }: Recomputation,
  cell: CellOutline,
  values: ReadonlyMap<string, unknown>,
): Promise<Outputs> {
  const load = (await loadViews())[cell.id];
  if (!load) throw new Error(`The site was built without its view cell “${cell.id}”.`);
  // A control that nobody has touched has its published value.
  const view = <T>(element: Element & { value: T }): Control<T> =>
    Object.assign(untouched(element.value), { element });
  const { default: code } = await load();
  const inputs = Object.fromEntries(cell.inputs.map(({ name }) => [name, values.get(name)]));
  const { outputs } = await code({ width: figureWidths.wide, view }, inputs);
  const settled = await Promise.all(
    Object.entries(outputs).map(async ([name, output]) => [
      name,
      cell.control && isControl(output) ? output.element.value : await output,
    ]),
  );
  return Object.fromEntries(settled) as Outputs;
}

async function* untouched<T>(value: T): AsyncGenerator<T, void> {
  yield await Promise.resolve(value);
}

function isControl(value: unknown): value is Control<unknown> {
  return typeof value === 'object' && value !== null && 'element' in value;
}

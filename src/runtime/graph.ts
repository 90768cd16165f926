/** The cells of a chapter as variables of one reactive graph. */

import type { Module } from '@observablehq/runtime';
import type { CellDescriptor } from './descriptor.ts';
import type { LiveCell } from './live-cell.ts';
import type { ViewCell } from './view-cell.ts';

/**
 * A live cell is a variable whose value the worker sends; its inputs from the page are watched to know when it is stale. Returns
 * what to call when it has other inputs.
 */
export function defineLive(graph: Module, cell: LiveCell): (cells: readonly CellDescriptor[]) => void {
  const { id, crossing } = cell.descriptor;
  graph.variable(true).define(variableOf(id), [], () => cell.outputs.stream());
  for (const name of crossing)
    graph.variable().define(name, [variableOf(id)], (values: Record<string, unknown>) => values[name]);
  const watched = graph.variable({
    fulfilled: (values) => cell.setInputs(values as Record<string, unknown>),
  });
  return (cells) => {
    const names = fromPage(cell.descriptor, cells).map((input) => input.name);
    watched.define(null, names, (...values: unknown[]) =>
      Object.fromEntries(names.map((name, i) => [name, values[i]])),
    );
  };
}

/** A view cell keeps its published figure for as long as its inputs are the published values. */
export function defineView(
  graph: Module,
  descriptor: CellDescriptor,
  published: Readonly<Record<string, unknown>>,
  draw: ViewCell['draw'],
): void {
  const { id, inputs, outputs, control, frozen } = descriptor;
  const names = inputs.map((input) => input.name);
  // After an edit by its author, the published figure is not what its code draws.
  let drawn = control || descriptor.key !== descriptor.publishedKey;
  graph.variable(true).define(variableOf(id), names, (...values: unknown[]) => {
    drawn ||= values.some((value, i) => value !== published[names[i] ?? '']);
    return drawn ? draw(Object.fromEntries(names.map((name, i) => [name, values[i]]))) : frozen;
  });
  // Watched for good: the values of a control end when nobody follows them, and a reader's code may follow them again.
  for (const name of outputs)
    graph.variable(true).define(name, [variableOf(id)], (values: Record<string, unknown>) => values[name]);
}

/** The inputs of a live cell whose values live on the page, and so must be sent along. */
export function fromPage(
  { inputs }: CellDescriptor,
  cells: readonly CellDescriptor[],
): CellDescriptor['inputs'] {
  return inputs.filter((input) => cells.some((other) => other.id === input.from && other.kind === 'view'));
}

/** Graph names of cells cannot be names of declarations: identifiers have no space. */
const variableOf = (id: string): string => `cell ${id}`;

/** A reader's code among the cells of its page: where its names come from, and whether the others still have theirs. */

import type { CellMistake } from '../notebook/cell-mistake.ts';
import { builtins, standardGlobals } from '../notebook/names.ts';
import type { CompiledCell } from '../notebook/types.ts';
import { unknownName } from '../notebook/unknown-name.ts';
import type { CellOutline } from '../runtime/descriptor.ts';

/**
 * Joins the code to the other cells.
 *
 * @param cells of the page, the one that was edited too, as it was
 * @param others the other live cells, compiled: asked for only to say what may have been meant
 */
export function linkEdited(
  cell: CompiledCell,
  cells: readonly CellOutline[],
  others: () => CompiledCell[],
): { inputs: CellOutline['inputs']; mistakes: readonly CellMistake[] } {
  const { id } = cell.source;
  const mistakes: CellMistake[] = [];
  const rest = cells.filter((other) => other.id !== id);
  const at = ({ name, offset }: { name: string; offset: number }) => ({ start: offset, length: name.length });

  for (const output of cell.outputs) {
    const first = rest.find((other) => other.outputs.includes(output.name));
    if (!first) continue;
    mistakes.push({
      summary: `cell “${first.id}” declares “${output.name}” too`,
      remedy:
        'The cells of a chapter share one set of names. Choose another, or put it inside a block { … }.',
      ...at(output),
    });
  }

  const inputs: { name: string; from: string }[] = [];
  for (const use of cell.free) {
    const from = rest.find((other) => other.outputs.includes(use.name));
    if (from) inputs.push({ name: use.name, from: from.id });
    else if (!builtins.live.has(use.name) && !standardGlobals.live.has(use.name)) {
      const [summary, remedy] = unknownName(use.name, cell, [
        ...others(),
        ...rest.filter(isView).map(asView),
      ]);
      mistakes.push({ summary, remedy, ...at(use) });
    }
  }

  const declares = (name: string): boolean => cell.outputs.some((output) => output.name === name);
  for (const name of cells.find((other) => other.id === id)?.crossing ?? [])
    if (!declares(name)) mistakes.push(missing(name, whoNeeds(name, rest)));
  for (const other of rest)
    for (const { name, from } of other.inputs)
      if (from === id && !declares(name) && !mistakes.some(({ summary }) => summary.includes(`“${name}”`)))
        mistakes.push(missing(name, `cell “${other.id}”`));

  const circle = findCircle(id, inputs, rest);
  const first =
    circle &&
    cell.free.find(({ name }) => inputs.some((input) => input.name === name && input.from === circle[1]));
  if (circle && first)
    mistakes.push({
      summary: `the cells would depend on each other in a circle: ${circle.join(' → ')}`,
      remedy: 'An arrow reads “needs”. Do without one of the arrows.',
      ...at(first),
    });
  return { inputs, mistakes };
}

const isView = ({ kind }: CellOutline): boolean => kind === 'view';

/** What of a view cell a suggestion needs. */
const asView = ({ id, outputs }: CellOutline): CompiledCell => ({
  source: { id, kind: 'view', title: undefined, hide: false, long: false, seed: 0, lines: [], offset: 0 },
  imports: [],
  outputs: outputs.map((name) => ({ name, offset: 0 })),
  free: [],
  display: undefined,
  control: false,
});

function whoNeeds(name: string, rest: readonly CellOutline[]): string {
  const other = rest.find(({ inputs }) => inputs.some((input) => input.name === name));
  return other ? `cell “${other.id}”` : 'the text of this chapter';
}

const missing = (name: string, who: string): CellMistake => ({
  summary: `${who} needs “${name}”, which this code no longer declares`,
  remedy: `Declare it at the top level: const ${name} = …`,
  start: 0,
  length: 0,
});

/** The way from a cell back to itself, by what each needs. */
function findCircle(
  id: string,
  inputs: CellOutline['inputs'],
  rest: readonly CellOutline[],
): string[] | undefined {
  const visited = new Set<string>();
  const search = (at: string, path: readonly string[]): string[] | undefined => {
    const needs = at === id ? inputs : (rest.find((other) => other.id === at)?.inputs ?? []);
    for (const { from } of needs) {
      if (from === id) return [...path, id];
      if (visited.has(from)) continue;
      visited.add(from);
      const found = search(from, [...path, from]);
      if (found) return found;
    }
    return undefined;
  };
  return search(id, [id]);
}

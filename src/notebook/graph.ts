/** The cells of a chapter → one graph: where each free name comes from, in which order cells run, what crosses. */

import { linkClaims } from './link-claims.ts';
import { sourceOffset } from './parse.ts';
import { builtins, standardGlobals } from './names.ts';
import { lineAndColumn, NotebookProblem, throwProblems } from './problem.ts';
import { unknownName } from './unknown-name.ts';
import type { ChapterSource, CompiledCell, LinkedCell, LinkedChapter, NamedPlace } from './types.ts';

type Edge = LinkedCell['inputs'][number];

/**
 * Joins the cells of a chapter.
 *
 * @throws {NotebookProblem} for a name declared twice, a name that nothing declares, an import outside the allow-list,
 *   or a cycle (named in full).
 */
export function linkChapter(chapter: ChapterSource, cells: readonly CompiledCell[]): LinkedChapter {
  const problemAt = (
    cell: CompiledCell,
    place: { offset: number; length: number },
    what: string,
    remedy: string,
  ) =>
    new NotebookProblem(what, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: sourceOffset(cell.source, place.offset),
      length: place.length,
    });
  const at = ({ name, offset }: NamedPlace) => ({ offset, length: name.length });
  const problems: NotebookProblem[] = [];

  const declaredBy = new Map<string, CompiledCell>();
  for (const cell of cells) {
    for (const output of cell.outputs) {
      const first = declaredBy.get(output.name);
      if (first === undefined) {
        declaredBy.set(output.name, cell);
        continue;
      }
      const { line } = lineAndColumn(chapter.text, first.source.offset);
      problems.push(
        problemAt(
          cell,
          at(output),
          `“${output.name}” is declared twice: here and in cell “${first.source.id}” (line ${line})`,
          'The cells of a chapter share one set of names. Rename one, or put this one inside a block { … }.',
        ),
      );
    }
  }

  const edges = new Map<CompiledCell, Edge[]>();
  for (const cell of cells) {
    const inputs: Edge[] = [];
    for (const use of cell.free) {
      const from = declaredBy.get(use.name);
      if (from !== undefined) inputs.push({ name: use.name, from: from.source.id });
      else if (!builtins[cell.source.kind].has(use.name) && !standardGlobals[cell.source.kind].has(use.name))
        problems.push(problemAt(cell, at(use), ...unknownName(use.name, cell, cells)));
    }
    edges.set(cell, inputs);
  }
  for (const value of chapter.values) {
    if (declaredBy.has(value.name)) continue;
    problems.push(
      new NotebookProblem(
        `nothing declares “${value.name}”, which the prose shows`,
        'Write <Value of="name.path" />, where name is a declaration of a cell of this chapter.',
        { file: chapter.file, text: chapter.text, offset: value.offset, length: value.length },
      ),
    );
  }
  const claims = linkClaims(chapter, cells, problems);
  throwProblems(problems);

  const order = sortCells(cells, edges, (cell, path) => {
    const next = edges.get(cell)?.find((edge) => edge.from === path[1]);
    const use = cell.free.find((place) => place.name === next?.name) ?? { name: ' ', offset: 0 };
    return problemAt(
      cell,
      at(use),
      `the cells depend on each other in a circle: ${path.join(' → ')}`,
      'An arrow reads “needs”. Move what both need into a cell of its own, or break one of the arrows.',
    );
  });

  const linked = cells.map((cell): LinkedCell => ({
    ...cell,
    inputs: edges.get(cell) ?? [],
    crossing:
      cell.source.kind === 'live'
        ? cell.outputs
            .map((output) => output.name)
            .filter(
              (name) =>
                chapter.values.some((value) => value.name === name) ||
                claims.some((claim) => claim.inputs.some((input) => input.name === name)) ||
                cells.some(
                  (c) => c.source.kind === 'view' && edges.get(c)?.some((edge) => edge.name === name),
                ),
            )
        : [],
  }));
  return { ...chapter, cells: linked, claims, order };
}

/** Depth-first; a cell met again on its own path closes a circle. */
function sortCells(
  cells: readonly CompiledCell[],
  edges: ReadonlyMap<CompiledCell, readonly Edge[]>,
  circle: (cell: CompiledCell, path: string[]) => NotebookProblem,
): string[] {
  const byId = new Map(cells.map((cell) => [cell.source.id, cell]));
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (cell: CompiledCell): void => {
    const { id } = cell.source;
    if (done.has(id)) return;
    if (path.includes(id)) {
      const members = [...path.slice(path.indexOf(id)), id];
      throw circle(cell, members);
    }
    path.push(id);
    for (const { from } of edges.get(cell) ?? []) {
      const next = byId.get(from);
      if (next) visit(next);
    }
    path.pop();
    done.add(id);
  };
  for (const cell of cells) visit(cell);
  return [...done];
}

/** What types decide of a chapter's values: which may come to the page, to the worker, to the prose. */

import type ts from 'typescript';
import { findNoCrossing } from './crossing.ts';
import { sourceOffset } from './parse.ts';
import { lineAndColumn, NotebookProblem } from './problem.ts';
import { checkShown } from './shown-rules.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

/** Uses of a chapter's values where they must cross, or be shown in the prose; `uses` declares each of them. */
export function checkUses(
  checker: ts.TypeChecker,
  uses: ts.SourceFile,
  chapter: LinkedChapter,
  /** Cells with type errors: what is said of their values would be an echo. */
  wrong: ReadonlySet<LinkedCell>,
): NotebookProblem[] {
  const declared = new Map(
    (checker.getSymbolAtLocation(uses)
      ? checker.getExportsOfModule(checker.getSymbolAtLocation(uses) as ts.Symbol)
      : []
    ).map((symbol) => [symbol.name, checker.getTypeOfSymbol(symbol)]),
  );
  const cellOf = (name: string): LinkedCell | undefined =>
    chapter.cells.find((cell) => cell.outputs.some((output) => output.name === name));

  const refuse = (
    name: string,
    user: string,
    offset: number,
    length: number,
  ): NotebookProblem | undefined => {
    const type = declared.get(name);
    const from = cellOf(name);
    if (!type || !from || wrong.has(from)) return undefined;
    const found = findNoCrossing(checker, type, name);
    if (!found) return undefined;
    const { line } = lineAndColumn(chapter.text, from.source.offset);
    const place = `cell “${from.source.id}” (line ${line})`;
    return new NotebookProblem(
      `“${name}” cannot come to ${user}: ${found.path} is ${found.what}`,
      from.source.kind === 'live'
        ? `It stays in the worker, in ${place}. Declare in a live cell what the page needs of it: ${found.remedy}.`
        : `It stays on the page, in ${place}. Give the live cell plain data: ${found.remedy}.`,
      { file: chapter.file, text: chapter.text, offset, length },
    );
  };

  const ofCells = chapter.cells.flatMap((cell) =>
    cell.inputs.flatMap(({ name }) => {
      if (cellOf(name)?.source.kind === cell.source.kind) return [];
      const place = cell.free.find((use) => use.name === name);
      const user = cell.source.kind === 'view' ? 'the page' : 'the worker';
      return refuse(name, user, sourceOffset(cell.source, place?.offset ?? 0), name.length) ?? [];
    }),
  );
  const ofValues = chapter.values.flatMap((value) => {
    const from = cellOf(value.name);
    const type = declared.get(value.name);
    if (!from || !type || wrong.has(from)) return [];
    const crossing =
      from.source.kind === 'live' ? refuse(value.name, 'the prose', value.offset, value.length) : undefined;
    return crossing ?? checkShown(checker, type, value, chapter) ?? [];
  });
  const ofClaims = chapter.claims.flatMap((claim) =>
    claim.inputs.flatMap(({ name }) => {
      if (cellOf(name)?.source.kind !== 'live') return [];
      return refuse(name, `claim “${claim.id}”`, claim.offset, '<Claim'.length) ?? [];
    }),
  );
  return [...ofCells, ...ofValues, ...ofClaims];
}

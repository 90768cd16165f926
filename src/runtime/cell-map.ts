/** Where the code of a bundled cell stands in its chapter; lies beside the chunk as `<chunk>.cell.json`. */
export interface CellMap {
  /** The chapter's file, relative to the project. */
  readonly file: string;
  /** The cell's own lines by their number in that file. */
  readonly lines: Readonly<Record<number, string>>;
  /** Line and column in the chunk, line and column in the file; four numbers each, all counted from 1, in order. */
  readonly segments: readonly number[];
}

/** A place in a chapter. */
export interface ChapterPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line between its neighbours, a caret under the column. */
  readonly frame: string;
}

/** The place in the chapter that a place in the chunk comes from; `undefined` where it comes from none. */
export function placeInChapter(
  { file, lines, segments }: CellMap,
  line: number,
  column: number,
): ChapterPlace | undefined {
  let found: { line: number; column: number } | undefined;
  for (let i = 0; i + 3 < segments.length; i += 4) {
    const [fromLine = 0, fromColumn = 0, toLine = 0, toColumn = 0] = segments.slice(i, i + 4);
    if (fromLine > line || (fromLine === line && fromColumn > column)) break;
    if (fromLine === line) found = { line: toLine, column: toColumn };
  }
  return found && { file, ...found, frame: frameOf(lines, found.line, found.column) };
}

/** The line between its neighbours, a caret under the column. */
export function frameOf(lines: CellMap['lines'], line: number, column: number): string {
  const shown = [line - 2, line - 1, line, line + 1, line + 2].filter((n) => lines[n] !== undefined);
  const gutter = String(shown.at(-1) ?? line).length;
  return shown
    .flatMap((n) => {
      const row = `${n === line ? '>' : ' '} ${String(n).padStart(gutter)} | ${lines[n] ?? ''}`.trimEnd();
      return n === line ? [row, `  ${' '.repeat(gutter)} | ${' '.repeat(column - 1)}^`] : [row];
    })
    .join('\n');
}

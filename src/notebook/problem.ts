/** A mistake in a chapter, told with its place and its remedy. */

export interface Place {
  /** Path relative to the project. */
  readonly file: string;
  /** The whole text of that file. */
  readonly text: string;
  /** Offset of the first offending character. */
  readonly offset: number;
  /** Number of offending characters. Default 1. */
  readonly length?: number;
}

const origins = new Map<string, (place: Place) => Place>();

/** Says of a text that was composed of others where a place in it was written; problems are told there. */
export function rememberOrigin(file: string, origin: (place: Place) => Place): void {
  origins.set(file, origin);
}

/** Line and column, both counted from 1, of an offset in a text. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** The offending line between its neighbours, with a caret under the place. */
function codeFrame({ text, offset, length = 1 }: Omit<Place, 'file'>): string {
  const lines = text.split('\n');
  const { line, column } = lineAndColumn(text, offset);
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const gutter = String(last).length;
  const rows: string[] = [];
  for (let n = first; n <= last; n++) {
    const row = lines[n - 1] ?? '';
    // A line of data can be a megabyte long: only the part around the place is shown.
    const cut = n === line ? Math.max(0, column - widest / 2) : 0;
    rows.push(`${n === line ? '>' : ' '} ${String(n).padStart(gutter)} | ${clip(row, cut)}`.trimEnd());
    if (n === line) {
      const carets = '^'.repeat(Math.max(1, Math.min(length, row.length - column + 1, widest / 2)));
      rows.push(`  ${' '.repeat(gutter)} | ${' '.repeat(column - 1 - cut)}${carets}`);
    }
  }
  return rows.join('\n');
}

/** Characters of a line that a frame shows. */
const widest = 160;

function clip(row: string, from: number): string {
  const part = row.slice(from, from + widest);
  return from + widest < row.length ? `${part}…` : part;
}

/** An error of an author: `file:line:column  message`, the code frame, and what to do about it. */
export class NotebookProblem extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly summary: string;
  readonly remedy: string;
  readonly frame: string;
  /** Read by the error overlay of the authoring server. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };

  constructor(summary: string, remedy: string, found: Place) {
    const place = origins.get(found.file)?.(found) ?? found;
    const { line, column } = lineAndColumn(place.text, place.offset);
    const frame = codeFrame(place);
    super(`${place.file}:${line}:${column}  ${summary}\n\n${frame}\n\n  Remedy: ${remedy}\n`);
    this.name = 'NotebookProblem';
    this.file = place.file;
    this.line = line;
    this.column = column;
    this.summary = summary;
    this.remedy = remedy;
    this.frame = frame;
    this.loc = { file: place.file, line, column };
    // Where the compiler noticed it helps no author; the message says where it is.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** Short: Astro looks for words such as “document” in it and adds advice that fits no chapter. */
  override toString(): string {
    return `${this.name} at ${this.file}:${this.line}:${this.column}`;
  }
}

/** Several mistakes, told together. */
class NotebookProblems extends Error {
  readonly problems: readonly NotebookProblem[];
  readonly loc: NotebookProblem['loc'] | undefined;

  constructor(problems: readonly NotebookProblem[]) {
    super(`${problems.length} problems in the chapters\n\n${problems.map((p) => p.message).join('\n')}`);
    this.name = 'NotebookProblem';
    this.problems = problems;
    this.loc = problems[0]?.loc;
    this.stack = `${this.name}: ${this.message}`;
  }

  override toString(): string {
    return `${this.name}: ${this.problems.map(String).join(', ')}`;
  }
}

/** Each problem once, in the order of files and of places in them. */
export function inOrder(problems: readonly NotebookProblem[]): NotebookProblem[] {
  const byMessage = new Map(problems.map((problem) => [problem.message, problem]));
  return [...byMessage.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** Throws the problems found, if any: one as itself, several joined into one message. */
export function throwProblems(problems: readonly NotebookProblem[]): void {
  const sorted = inOrder(problems);
  const [first] = sorted;
  if (first === undefined) return;
  throw sorted.length === 1 ? first : new NotebookProblems(sorted);
}

/** What `act` gives; `undefined` after it threw problems, which are added to `problems`. */
export function gather<T>(problems: NotebookProblem[], act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof NotebookProblem) problems.push(error);
    else if (error instanceof NotebookProblems) problems.push(...error.problems);
    else throw error;
    return undefined;
  }
}

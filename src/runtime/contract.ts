/** What a cell's module looks like to the runtime, and what the runtime gives to it. */

/** How far a live cell is; shown as a bar with the time that remains. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** Steps a second, where the cell knows it. */
  readonly stepsPerSecond?: number;
  /** What the status line should say besides, such as the parameters of each model. */
  readonly note?: string;
}

/** Names that a live cell may use without declaring them. */
export interface LiveContext {
  /** The cell's seed: the published one unless the reader changed it. */
  readonly seed: number;
  /** Aborts when the reader presses Stop. */
  readonly signal: AbortSignal;
  /** Tells the page how far the cell is. */
  readonly progress: (progress: Progress) => void;
}

/** Names that a view cell may use without declaring them. */
export interface ViewContext {
  /** Width of the column in CSS pixels. */
  readonly width: number;
  /** Shows a control and gives its value, which other cells follow. */
  readonly view: <T>(control: Element & { value: T }) => Control<T>;
}

/** The changing value of a control; cells that name it see `T`. */
export interface Control<T> extends AsyncGenerator<T, void> {
  readonly element: Element & { value: T };
}

/** What a cell's run returns. */
export interface CellResult {
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What a view cell shows. */
  readonly display?: unknown;
}

/** Rows that an element shows, where no mark of Plot shows them. */
export interface TellsRows {
  readonly tellsRows?: { readonly name: string; readonly rows: readonly object[] };
}

export type CellFunction<Context> = (
  context: Context,
  inputs: Readonly<Record<string, unknown>>,
) => Promise<CellResult>;

export interface CellModule<Context> {
  readonly default: CellFunction<Context>;
}

/** The cells of a chapter by id, each loaded when it is needed. */
export type CellIndex<Context> = Readonly<Record<string, () => Promise<CellModule<Context>>>>;

/** What other cells see of a declaration: generators give their newest value, promises what they settle to. */
export type Resolved<T> =
  T extends AsyncGenerator<infer Y, unknown, never>
    ? Y
    : T extends Generator<infer Y, unknown, never>
      ? Y
      : Awaited<T>;

/** The value that other cells see under the name `K` of a cell's module. */
export type Output<
  Module extends { default: (...given: never[]) => Promise<{ outputs: object }> },
  K extends string,
> = Awaited<ReturnType<Module['default']>>['outputs'] extends infer O
  ? K extends keyof O
    ? Resolved<O[K]>
    : never
  : never;

/** Names that a claim's condition may use besides the values of cells. */
export interface ClaimContext<Cell extends string = string> {
  /** Unit roundoff of float32, 2⁻²⁴. */
  readonly epsilon: number;
  /** Seconds that the reader's last run of a live cell took; `undefined` before there was one. */
  readonly seconds: (cell: Cell) => number | undefined;
  /** Training steps a second of the reader's last run of a live cell. */
  readonly stepsPerSecond: (cell: Cell) => number | undefined;
}

type Side = number | string | boolean | null | undefined;

/** The sides of a claim's condition; one that is not there (`null`, `undefined`) fulfils nothing. */
export interface Claimable {
  readonly value: Side;
  readonly bound?: Side;
  readonly tolerance?: number;
}

/** Gives the sides of one claim's condition from the values of cells. */
export type ClaimFunction = (values: Readonly<Record<string, unknown>>, context: ClaimContext) => Claimable;

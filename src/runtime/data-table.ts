/** The rows behind a figure: made by `figure-data.ts`, kept with what is frozen, shown by the page. */

/** A number to six digits, or a word; the empty one where there is nothing. */
export type Datum = number | string;

export interface DataTable {
  /** What the plot is called whose rows these are, where it is one and has a name. */
  readonly plot: string;
  /** What the marks show that show these rows, as their author says it, or what they are: “line and dot”. */
  readonly marks: string;
  /** All of one length. */
  readonly columns: readonly DataColumn[];
}

export interface DataColumn {
  readonly name: string;
  readonly values: readonly Datum[];
}

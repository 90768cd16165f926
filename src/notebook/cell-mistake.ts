/** What is wrong with the code of a cell, at build and in a reader's editor alike. */

/** What is told of a mistake. */
export interface Told {
  readonly summary: string;
  readonly remedy: string;
}

/** A mistake at a range of the cell's code. */
export interface CellMistake extends Told {
  readonly start: number;
  readonly length: number;
  /** It matters to what is published alone, not to a reader who tries something. */
  readonly ofPublished?: true;
}

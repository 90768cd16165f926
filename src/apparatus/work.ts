/** A work that chapters cite. */

export interface Name {
  readonly family: string;
  readonly given: string;
}

/** A work, its TeX decoded. */
export interface Work {
  readonly key: string;
  /** BibTeX's type of entry: article, book … */
  readonly type: string;
  readonly authors: readonly Name[];
  readonly editors: readonly Name[];
  readonly title: string;
  readonly year: number;
  /** Journal, proceedings or the book that it is part of. */
  readonly container: string | undefined;
  readonly volume: string | undefined;
  readonly issue: string | undefined;
  readonly pages: string | undefined;
  readonly publisher: string | undefined;
  readonly edition: string | undefined;
  /** A remark that belongs to the reference, such as who translated it. */
  readonly note: string | undefined;
  readonly doi: string | undefined;
  readonly arxiv: string | undefined;
  readonly url: string | undefined;
  /** Why one would read it; Markdown. */
  readonly annotation: string | undefined;
  readonly offset: number;
}

/** What the scholarly apparatus reads from a chapter: what it cites, names, refers to, captions and numbers. */

export interface Placed {
  readonly offset: number;
  readonly length: number;
}

/** `<Cite of="a b" at="eq. 4" as="text" />` */
export interface Citation extends Placed {
  readonly keys: readonly string[];
  readonly at: string | undefined;
}

/** `<Term of="orbit">orbits</Term>` */
export interface TermUse extends Placed {
  readonly of: string;
}

/** `<Ref to="inductive-bias#training" />` */
export interface Reference extends Placed {
  /** Slug of another chapter. */
  readonly chapter: string | undefined;
  readonly anchor: string;
}

/** `<Caption of="walk-figure">…</Caption>` or `<Try of="walk">…</Try>` */
export interface CellText extends Placed {
  readonly of: string;
}

/** `<Moved from="old-id" />`: what follows was once under this anchor, and still answers to it. */
export interface FormerAnchor extends Placed {
  readonly from: string;
}

export type TargetKind = 'figure' | 'cell' | 'claim' | 'theorem' | 'equation' | 'section';

/** What a reference can lead to. */
export interface Target extends Placed {
  readonly kind: TargetKind;
  readonly id: string;
  /** What a reference without words of its own says: “Figure 2”, “(3)”, “Lemma 1”. */
  readonly label: string;
  /** Its title, where it has one. */
  readonly title: string | undefined;
  /** Of a heading: 2 for sections, 3 for their parts. */
  readonly depth?: number;
}

export interface Apparatus {
  readonly citations: readonly Citation[];
  readonly terms: readonly TermUse[];
  readonly references: readonly Reference[];
  readonly captions: readonly CellText[];
  readonly tries: readonly CellText[];
  readonly moved: readonly FormerAnchor[];
  /** In the order of the page. */
  readonly targets: readonly Target[];
}

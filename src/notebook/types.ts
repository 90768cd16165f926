/** The contract between the stages of the build: fence → `CellSource` → `CompiledCell` → `FrozenOutput`. */

import type { PhrasingContent } from 'mdast';
import type { Apparatus } from '../apparatus/types.ts';
import type { DataTable } from '../runtime/data-table.ts';
import type { ClaimKind, ClaimRelation } from '../runtime/judge.ts';

/** `live` cells compute in the worker; `view` cells draw on the page. */
export type CellKind = 'live' | 'view';

/** One line of a cell's code, and where that line starts in its MDX file. */
export interface SourceLine {
  readonly text: string;
  /** Offset of the line's first character in the MDX source. */
  readonly offset: number;
}

/** A `ts live` or `ts view` fence as it stands in the MDX. */
export interface CellSource {
  readonly id: string;
  readonly kind: CellKind;
  readonly title: string | undefined;
  /** The code starts folded. */
  readonly hide: boolean;
  /** Its run takes long: the page tells how long and asks before it starts. Live cells only. */
  readonly long: boolean;
  /** The seed of the published run. */
  readonly seed: number;
  readonly lines: readonly SourceLine[];
  /** The code as the page shows it, where more than that is run. */
  readonly shown?: string;
  /** Offset of the opening fence in the MDX source. */
  readonly offset: number;
}

/** `<Value of="training.steps" as="integer" />`: a cell's value in the prose. */
export interface ValueSource {
  /** Name of the declaration. */
  readonly name: string;
  /** Steps from its value to the one that is shown. */
  readonly path: readonly string[];
  /** The form in which it is shown. Default `text`. */
  readonly as: string | undefined;
  readonly offset: number;
  readonly length: number;
}

/** A condition's part: a JavaScript expression over values of cells, and where it stands in the MDX source. */
export interface ClaimExpression {
  readonly code: string;
  readonly offset: number;
}

/** `<Claim id="levels-agree" kind="exact" value={spread} is={0}>…</Claim>`: a sentence bound to a condition. */
export interface ClaimSource {
  /** Anchor and public name; unique on the whole site. */
  readonly id: string;
  readonly kind: ClaimKind;
  readonly relation: ClaimRelation;
  /** Its free names are values of cells. */
  readonly value: ClaimExpression;
  readonly bound: ClaimExpression | undefined;
  /** How far from the bound a value may be that `is` it; for an exact claim derived from float32. */
  readonly tolerance: ClaimExpression | undefined;
  /** The part of all seeds for which a seeded comparison is said to hold. */
  readonly share: number | undefined;
  /** Children of the element, which `textOf` reads. */
  readonly content: readonly PhrasingContent[];
  readonly offset: number;
  readonly length: number;
}

/** A claim whose free names are joined to the cells that declare them. */
export interface LinkedClaim extends ClaimSource {
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
}

/** A chapter's MDX file with the cells found in it. */
export interface ChapterSource {
  /** Path relative to the project, as shown in errors. */
  readonly file: string;
  readonly slug: string;
  readonly text: string;
  readonly cells: readonly CellSource[];
  readonly values: readonly ValueSource[];
  readonly claims: readonly ClaimSource[];
  readonly apparatus: Apparatus;
}

/** A name at a place in a cell's code; `offset` counts from the start of the code. */
export interface NamedPlace {
  readonly name: string;
  readonly offset: number;
}

/** An import declaration of a cell. */
export interface CellImport {
  readonly specifier: string;
  /** Local names that the declaration binds. */
  readonly names: readonly string[];
  /** Range of the declaration in the cell's code. */
  readonly start: number;
  readonly end: number;
}

/** What a cell's code declares, asks for and imports. */
export interface CompiledCell {
  readonly source: CellSource;
  readonly imports: readonly CellImport[];
  /** Top-level value declarations, in order. */
  readonly outputs: readonly NamedPlace[];
  /** Free names, first use of each. */
  readonly free: readonly NamedPlace[];
  /** Range of the final expression of a view cell, whose value it displays. */
  readonly display: { readonly start: number; readonly end: number } | undefined;
  /** Calls `view(…)`, so its outputs are the values of controls. */
  readonly control: boolean;
}

/** A cell joined to the others: where each of its free names comes from. */
export interface LinkedCell extends CompiledCell {
  /** Free names that other cells declare. */
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  /** Outputs that cells on the page ask for, and which therefore cross from the worker to the page. */
  readonly crossing: readonly string[];
}

/** A chapter whose cells are joined into one graph. */
export interface LinkedChapter extends Omit<ChapterSource, 'cells' | 'claims'> {
  /** In the order of the page. */
  readonly cells: readonly LinkedCell[];
  readonly claims: readonly LinkedClaim[];
  /** Cell ids so that each comes after those it depends on. */
  readonly order: readonly string[];
}

/** A cell's published result, committed under `content/frozen/<slug>/`. */
export interface FrozenOutput {
  readonly cell: string;
  /** Hash of everything that the outputs depend on. */
  readonly key: string;
  readonly seed: number;
  /** Values by output name: all that cross to the page. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Markup of what a view cell displays. */
  readonly markup?: string;
  /** The rows behind the marks of its figure. */
  readonly tables?: readonly DataTable[];
}

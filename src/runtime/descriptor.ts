/** What the built page tells the runtime about its cells. */

import type { Claimed, ClaimKind, ClaimRelation } from './judge.ts';

export interface CellOutline {
  readonly id: string;
  readonly kind: 'live' | 'view';
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  readonly outputs: readonly string[];
  /** Outputs whose values come from the worker to the page. */
  readonly crossing: readonly string[];
  /** A view cell that shows controls, and so is drawn as soon as the page is there. */
  readonly control: boolean;
  /** A live cell whose run takes long: the page asks before it starts. */
  readonly long: boolean;
  readonly seed: number;
  /** Changes when the cell's code changes, or what that depends on: its key in the freeze. */
  readonly key: string;
  /** The key under which it was published; another than `key` only in the authoring server, after an edit. */
  readonly publishedKey: string;
}

export interface CellDescriptor extends CellOutline {
  /** Published values by output name. */
  readonly frozen: Readonly<Record<string, unknown>>;
}

/** A claim of the chapter's prose. */
export interface ClaimDescriptor {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly relation: ClaimRelation;
  readonly inputs: readonly { readonly name: string; readonly from: string }[];
  /** Published sides of its condition; `null` for what is measured on the reader's machine. */
  readonly value: Claimed | null;
  readonly bound: Claimed | null;
}

/** Written into the HTML; the rest comes when a reader asks something of the cells. */
export interface ChapterPlace {
  readonly slug: string;
  /** The file that holds the `ChapterDescriptor`. */
  readonly values: string;
  /** The cells that a page with less than the whole chapter has. */
  readonly only?: readonly string[];
}

export interface ChapterOutline {
  readonly slug: string;
  readonly cells: readonly CellOutline[];
  readonly claims: readonly ClaimDescriptor[];
}

export interface ChapterDescriptor extends ChapterOutline {
  readonly cells: readonly CellDescriptor[];
}

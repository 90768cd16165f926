/** Modules that the notebook's Vite plugin makes from the chapters. */

declare module 'virtual:notebook/live' {
  import type { CellIndex, LiveContext } from '#contract';
  /** Live cells of each chapter by slug. */
  const chapters: Readonly<Record<string, () => Promise<{ readonly default: CellIndex<LiveContext> }>>>;
  export default chapters;
}

declare module 'virtual:notebook/view' {
  import type { CellIndex, ViewContext } from '#contract';
  /** View cells of each chapter by slug. */
  const chapters: Readonly<Record<string, () => Promise<{ readonly default: CellIndex<ViewContext> }>>>;
  export default chapters;
}

declare module 'virtual:notebook/data' {
  /** Data files by name: what names the content of each. */
  const versions: Readonly<Record<string, string>>;
  export default versions;
}

declare module 'virtual:notebook/claims' {
  import type { ClaimFunction } from '#contract';
  /** Conditions of each chapter's claims by slug and id. */
  const chapters: Readonly<
    Record<string, () => Promise<{ readonly default: Readonly<Record<string, ClaimFunction>> }>>
  >;
  export default chapters;
}

declare module 'virtual:notebook/sandbox' {
  /** The hash by which a policy names the script of the sandbox's document. */
  const hash: string;
  export default hash;
}

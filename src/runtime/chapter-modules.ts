/** The modules of a chapter that its page loads. */

import claimConditions from 'virtual:notebook/claims';
import viewCells from 'virtual:notebook/view';
import type { CellIndex, ClaimFunction, ViewContext } from './contract.ts';

export interface ChapterModules {
  readonly view: CellIndex<ViewContext>;
  readonly claims: () => Promise<Readonly<Record<string, ClaimFunction>>>;
}

/** Those that were built with the site. */
export async function builtModules(slug: string): Promise<ChapterModules> {
  return {
    view: (await viewCells[slug]?.())?.default ?? {},
    claims: async () => (await claimConditions[slug]?.())?.default ?? {},
  };
}

/** Which claims a run of a chapter judges. */

import type { LinkedChapter, LinkedClaim } from '../types.ts';
import { withUpstream } from './upstream.ts';

/**
 * At the published seed all that can be judged without a reader's machine. With other seeds not those that rest on a long
 * cell and say nothing of other seeds: that they happen to hold there is not worth the time.
 */
export function triedClaims(chapter: LinkedChapter, shift: number): LinkedClaim[] {
  return chapter.claims.filter((claim) => {
    if (claim.kind === 'machine') return false;
    if (shift === 0 || claim.kind === 'exact' || claim.share !== undefined) return true;
    const from = chapter.cells.filter(({ source }) => claim.inputs.some((input) => input.from === source.id));
    return ![...withUpstream(chapter, from)].some(({ source }) => source.long);
  });
}

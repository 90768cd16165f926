/** What other seeds have shown of the claims, held against what the claims say of them. */

import { freezeKeys } from './freeze-key.ts';
import { NotebookProblem } from './problem.ts';
import type { LinkedChapter, LinkedClaim } from './types.ts';
import { claimKey, readVerified, type SeedRun } from './verified-files.ts';

/** Does a claim stand? At the published seed always; over all seeds, where a share is stated, for that share. */
export function stands(claim: Pick<LinkedClaim, 'kind' | 'share'>, runs: readonly SeedRun[]): boolean {
  const published = runs.find((run) => run.shift === 0);
  if (published && !published.holds) return false;
  const share = claim.kind === 'exact' ? 1 : claim.share;
  return share === undefined || runs.filter((run) => run.holds).length >= share * runs.length;
}

/** Claims that other seeds have shown to be false, and claims on other seeds of which nothing is known. */
export function checkSeeds(
  root: string,
  chapters: readonly LinkedChapter[],
): { wrong: NotebookProblem[]; unmeasured: string[] } {
  const wrong: NotebookProblem[] = [];
  const unmeasured: string[] = [];
  for (const chapter of chapters) {
    const { slug, file, text } = chapter;
    const keys = freezeKeys(root, chapter);
    const verified = readVerified(root, slug);
    for (const claim of chapter.claims) {
      const known = verified[claim.id];
      const runs = known?.key === claimKey(claim, keys) ? known.runs : [];
      if (runs.length < 2 && claim.share !== undefined) unmeasured.push(`${slug} · ${claim.id}`);
      if (stands(claim, runs)) continue;
      const held = runs.filter((run) => run.holds).length;
      wrong.push(
        new NotebookProblem(
          `claim “${claim.id}” is false: it holds for ${held} of ${runs.length} seeds`,
          'Say what is true of other seeds: state a smaller share, or mend what it speaks of.',
          { file, text, offset: claim.offset, length: '<Claim'.length },
        ),
      );
    }
  }
  return { wrong, unmeasured };
}

/** Everything that must hold of the chapters before the site is built. */

import { checkAssets } from './assets.ts';
import { checkSeeds } from './check-seeds.ts';
import { readChapters } from './chapters.ts';
import { freezeKeys } from './freeze-key.ts';
import { frozenFile, readFrozen } from './frozen-files.ts';
import { falseClaims, judgeClaims } from './judge-claims.ts';
import { NotebookProblem, throwProblems } from './problem.ts';
import { publishedValues, readPublished } from './published.ts';
import { checkTypes } from './type-check.ts';
import type { LinkedChapter } from './types.ts';

/**
 * Checks all chapters: syntax, names, types, data files, frozen outputs, claims.
 *
 * @returns the chapters, and the claims on other seeds that no other seed was run for
 * @throws {NotebookProblem} with file, line, column and remedy
 */
export function checkChapters(root: string): { chapters: LinkedChapter[]; unmeasured: string[] } {
  const chapters = readChapters(root);
  throwProblems(checkAssets(root, chapters));
  throwProblems(checkTypes(root, chapters));
  refuseStale(root, chapters);
  throwProblems(checkClaims(root, chapters));
  const { wrong, unmeasured } = checkSeeds(root, chapters);
  throwProblems(wrong);
  return { chapters, unmeasured };
}

/** False claims, and ids that two claims of the site share. */
function checkClaims(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const owners = new Map<string, string>();
  return chapters.flatMap((chapter) => {
    const twice = chapter.claims.flatMap((claim) => {
      const owner = owners.get(claim.id);
      owners.set(claim.id, chapter.file);
      if (owner === undefined) return [];
      return new NotebookProblem(
        `claim “${claim.id}” is also in ${owner}`,
        'The ledger lists the claims of all chapters by their ids: give this one another.',
        { file: chapter.file, text: chapter.text, offset: claim.offset, length: '<Claim'.length },
      );
    });
    const values = publishedValues(readPublished(root, chapter));
    return [...twice, ...falseClaims(chapter, judgeClaims(chapter, values))];
  });
}

function refuseStale(root: string, chapters: readonly LinkedChapter[]): void {
  const stale = chapters.flatMap((chapter) => {
    const keys = freezeKeys(root, chapter);
    return chapter.cells.flatMap(({ source }) => {
      const frozen = readFrozen(root, chapter.slug, source.id);
      if (frozen?.key === keys.get(source.id)) return [];
      return [`  ${frozenFile(chapter.slug, source.id)} ${frozen ? 'is stale' : 'is missing'}`];
    });
  });
  if (stale.length === 0) return;
  const slugs = chapters
    .map((chapter) => chapter.slug)
    .filter((slug) => stale.some((row) => row.includes(`/${slug}/`)));
  throw new Error(
    `The published outputs of ${stale.length === 1 ? 'one cell' : `${stale.length} cells`} do not belong to the present chapters:\n${stale.join('\n')}\n  Remedy: npm run freeze -- ${slugs.join(' ')}`,
  );
}

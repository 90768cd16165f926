/** Everything that must hold of the chapters before the site is built. */

import { checkApparatus } from '../apparatus/check.ts';
import { missingCompanions } from '../apparatus/companions.ts';
import { checkAddresses } from '../site/addresses.ts';
import { checkAssets } from './assets.ts';
import { checkSeeds } from './check-seeds.ts';
import { chapterFiles, examineChapter, readText } from './chapters.ts';
import { freezeKeys } from './freeze-key.ts';
import { frozenFile, readFrozen } from './frozen-files.ts';
import { falseClaims, judgeClaims } from './judge-claims.ts';
import { gather, NotebookProblem, throwProblems } from './problem.ts';
import { publishedValues, readPublished } from './published.ts';
import { checkTypes } from './type-check.ts';
import type { LinkedChapter } from './types.ts';

/**
 * Checks all chapters: syntax and names; then, where these are right, types and data files; then frozen outputs; then
 * claims.
 *
 * @returns the chapters, and the claims on other seeds that no other seed was run for
 * @throws {NotebookProblem} all problems of a stage together, each with file, line, column and remedy
 */
export function checkChapters(root: string): { chapters: LinkedChapter[]; unmeasured: string[] } {
  const problems: NotebookProblem[] = [];
  const chapters: LinkedChapter[] = [];
  const files = chapterFiles(root);
  for (const path of files) {
    const { file, text } = readText(root, path);
    problems.push(...checkFileName(file, text, chapters));
    const examined = examineChapter(file, text);
    problems.push(...examined.problems);
    if (examined.chapter) chapters.push(examined.chapter);
  }
  problems.push(
    ...checkAssets(root, chapters),
    ...checkTypes(root, chapters),
    ...checkApparatus(root, chapters),
  );
  throwProblems(problems);
  refuseStale(root, chapters);
  throwProblems([
    ...checkClaims(root, chapters),
    ...chapters.flatMap((chapter) => missingCompanions(chapter, readPublished(root, chapter))),
    ...checkAddresses(root, chapters),
  ]);
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

/** A chapter's address is made from its file's name. */
function checkFileName(file: string, text: string, others: readonly LinkedChapter[]): NotebookProblem[] {
  const refuse = (summary: string, remedy: string): NotebookProblem[] => [
    new NotebookProblem(summary, remedy, { file, text, offset: 0, length: 3 }),
  ];
  const slug = /(?:^|\/)\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/.exec(file)?.[1];
  if (slug === undefined)
    return refuse(
      'the name of this file makes no address',
      'Name it NN-words-of-the-title.mdx: two digits for its place, then lower-case letters, digits and hyphens.',
    );
  const other = others.find((chapter) => chapter.slug === slug);
  return other
    ? refuse(`this chapter has the address of ${other.file}, /${slug}/`, 'Rename one of the two files.')
    : [];
}

function refuseStale(root: string, chapters: readonly LinkedChapter[]): void {
  const broken: NotebookProblem[] = [];
  const stale = chapters.flatMap((chapter) => {
    const keys = freezeKeys(root, chapter);
    return chapter.cells.flatMap(({ source }) => {
      const before = broken.length;
      const frozen = gather(broken, () => readFrozen(root, chapter.slug, source.id));
      if (broken.length > before || frozen?.key === keys.get(source.id)) return [];
      return [`  ${frozenFile(chapter.slug, source.id)} ${frozen ? 'is stale' : 'is missing'}`];
    });
  });
  throwProblems(broken);
  if (stale.length === 0) return;
  const slugs = chapters
    .map((chapter) => chapter.slug)
    .filter((slug) => stale.some((row) => row.includes(`/${slug}/`)));
  throw new Error(
    `The published outputs of ${stale.length === 1 ? 'one cell' : `${stale.length} cells`} do not belong to the present chapters:\n${stale.join('\n')}\n  Remedy: npm run freeze -- ${slugs.join(' ')}`,
  );
}

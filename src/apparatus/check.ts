/** What chapters cite, name and refer to is there. */

import { slug } from 'github-slugger';
import { referenceFolder } from '../notebook/chapters.ts';
import { gather, NotebookProblem } from '../notebook/problem.ts';
import { nearest } from '../notebook/spelling.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { bibliographyFile, readBibliography } from './bibliography.ts';
import { glossaryFile, readGlossary } from './glossary.ts';
import { findTarget, readSite, type Site } from './site.ts';
import type { Placed, Reference, Target } from './types.ts';

/** Problems of the bibliography, of the glossary, and of what these chapters make of both and of each other. */
export function checkApparatus(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const problems: NotebookProblem[] = [];
  const works = gather(problems, () => readBibliography(root).map(({ key }) => key));
  const terms = gather(problems, () => readGlossary(root));
  const site = readSite(root, chapters);
  for (const chapter of chapters) {
    const report = (summary: string, remedy: string, { offset, length }: Placed): void => {
      problems.push(
        new NotebookProblem(summary, remedy, { file: chapter.file, text: chapter.text, offset, length }),
      );
    };
    for (const citation of works ? chapter.apparatus.citations : [])
      for (const key of citation.keys)
        if (!works?.includes(key))
          report(
            `no work has the key “${key}”`,
            meant(key, works) ?? `Add its entry to ${bibliographyFile}, in the order of the keys.`,
            citation,
          );
    const ids = terms?.map(({ id }) => id);
    for (const use of ids ? chapter.apparatus.terms : [])
      if (use.of !== '' && !ids?.includes(use.of))
        report(
          `the glossary has no term “${use.of}”`,
          meant(use.of, ids) ?? `Write its entry in ${glossaryFile}.`,
          use,
        );
    if (!chapter.file.startsWith(`${referenceFolder}/`)) checkHeadings(chapter.apparatus.targets, report);
    for (const reference of chapter.apparatus.references)
      checkReference(site, chapter.slug, reference, report);
  }
  return problems;
}

/** The address of a section is made of its words alone: a number behind them would depend on what stands before. */
function checkHeadings(
  targets: readonly Target[],
  report: (summary: string, remedy: string, place: Placed) => void,
): void {
  for (const { kind, id, title = '', offset } of targets)
    if (kind === 'section' && id !== slug(title))
      report(
        `another heading has these words already, so #${id} would be the address of this one only for as long as they stand in this order`,
        'Give one of them other words.',
        { offset, length: title.length + 3 },
      );
}

function checkReference(
  site: Site,
  from: string,
  reference: Reference,
  report: (summary: string, remedy: string, place: Placed) => void,
): void {
  const { chapter = from, anchor } = reference;
  if (anchor === '' || findTarget(site, from, reference)) return;
  // A chapter that cannot be read at present is told of at its own place, and what leads to it may be right.
  const unread = (slug: string): boolean => site.has(slug) && !site.get(slug);
  if (unread(chapter) || (reference.chapter === undefined && unread(anchor))) return;
  const targets = site.get(chapter);
  if (!targets) {
    report(
      `there is no chapter “${chapter}”`,
      meant(chapter, [...site.keys()]) ?? `The chapters are ${[...site.keys()].join(', ')}.`,
      reference,
    );
    return;
  }
  const anchors = targets.targets.map(({ id }) => id).filter((id) => id !== '');
  report(
    `nothing in ${reference.chapter === undefined ? 'this chapter' : `“${chapter}”`} has the anchor “${anchor}”`,
    meant(anchor, [...anchors, ...(reference.chapter === undefined ? site.keys() : [])]) ??
      'Name a cell, a claim, a theorem, a labelled formula or a heading by its anchor.',
    reference,
  );
}

function meant(word: string, known: readonly string[] | undefined): string | undefined {
  const close = nearest(word, known ?? []);
  return close && `Did you mean “${close}”?`;
}

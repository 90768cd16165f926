/** All chapters and pages of the reference, with what can be referred to in them. */

import { parse } from 'yaml';
import { addressOf } from '../notebook/address.ts';
import { chapterFiles, readChapter, referenceFolder } from '../notebook/chapters.ts';
import { slugOf } from '../notebook/parse.ts';
import { gather, type NotebookProblem } from '../notebook/problem.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import type { Reference, Target } from './types.ts';

export interface SiteChapter {
  readonly slug: string;
  readonly title: string;
  /** Its address below the site's base: `inductive-bias/`. */
  readonly address: string;
  readonly targets: readonly Target[];
}

/** By slug; a chapter that cannot be read at present has no value. */
export type Site = ReadonlyMap<string, SiteChapter | undefined>;

/** The chapters of the project, in reading order, and those given, which stand for their files. */
export function readSite(root: string, given: readonly LinkedChapter[] = []): Site {
  const site = new Map<string, SiteChapter | undefined>();
  for (const path of chapterFiles(root)) {
    const slug = slugOf(path);
    const chapter =
      given.find((one) => one.slug === slug) ??
      gather([] as NotebookProblem[], () => readChapter(root, path));
    site.set(slug, chapter && siteChapter(chapter));
  }
  for (const chapter of given) if (!site.has(chapter.slug)) site.set(chapter.slug, siteChapter(chapter));
  return site;
}

/** What of a chapter others can refer to. */
export function siteChapter({ file, slug, text, apparatus }: LinkedChapter): SiteChapter {
  const address = file.startsWith(`${referenceFolder}/`) ? `reference/${slug}/` : addressOf(slug);
  return { slug, title: titleOf(text) ?? slug, address, targets: apparatus.targets };
}

/** The title in a chapter's frontmatter. */
function titleOf(text: string): string | undefined {
  const yaml = /^---\r?\n([^]*?)\n---/.exec(text)?.[1];
  try {
    return (parse(yaml ?? '') as { title?: string } | null)?.title;
  } catch {
    return undefined;
  }
}

export interface Found {
  readonly chapter: SiteChapter;
  /** `undefined`: the chapter as a whole. */
  readonly target: Target | undefined;
}

/** Where a reference leads: to an anchor of its own chapter, else to a chapter of that name, or into another. */
export function findTarget(site: Site, from: string, { chapter, anchor }: Reference): Found | undefined {
  const home = site.get(chapter ?? from);
  const target = home?.targets.find(({ id }) => id === anchor);
  if (home && target) return { chapter: home, target };
  const whole = chapter === undefined ? site.get(anchor) : undefined;
  return whole && { chapter: whole, target: undefined };
}

/** What is told of the chapters to those who list them: in the order of reading. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addressOf } from '../notebook/address.ts';
import { chapterFiles, chapterFolder, readChapter } from '../notebook/chapters.ts';
import { frontmatterSchema } from '../notebook/frontmatter.ts';
import type { LinkedChapter } from '../notebook/types.ts';

export interface ListedChapter {
  readonly chapter: LinkedChapter;
  readonly slug: string;
  /** Below the base: `inductive-bias/`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Days of the form 2026-11-25. */
  readonly published: string | undefined;
  readonly updated: string | undefined;
  /** The cell whose figure stands for the chapter. */
  readonly picture: string | undefined;
}

/** The chapters, without the pages of the reference. */
export function listChapters(root: string): ListedChapter[] {
  return chapterFiles(root)
    .filter((path) => path.replaceAll('\\', '/').includes(`/${chapterFolder}/`))
    .map((path) => {
      const chapter = readChapter(root, path);
      const yaml = /^---\r?\n([^]*?)\n---/.exec(chapter.text)?.[1] ?? '';
      const { title, description, published, updated, picture } = frontmatterSchema.parse(parse(yaml));
      const { slug } = chapter;
      return { chapter, slug, path: addressOf(slug), title, description, published, updated, picture };
    });
}

/** The version of the site: that of its package. */
export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

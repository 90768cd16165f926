/** The chapter and the plan of a page that is to be embedded. */

import { join } from 'node:path';
import { addressOf } from '../notebook/address.ts';
import { chapterFiles, readChapter } from '../notebook/chapters.ts';
import { embedsOf, type Embed } from '../notebook/embeds.ts';
import { slugOf } from '../notebook/parse.ts';
import type { LinkedChapter } from '../notebook/types.ts';
import { addressAt, placeOf } from './address.ts';

interface FoundEmbed {
  readonly chapter: LinkedChapter;
  readonly embed: Embed;
  /** Path of the chapter's page, with the base. */
  readonly page: string;
}

const known = new WeakMap<LinkedChapter, readonly Embed[]>();

/** @throws {Error} when there is none of this address */
export function chapterEmbed(slug: string, id: string, base: string): FoundEmbed {
  const root = process.cwd();
  const file = chapterFiles(root).find((candidate) => slugOf(candidate) === slug);
  if (file === undefined) throw new Error(`There is no chapter “${slug}”.`);
  const chapter = readChapter(root, join(file));
  const embeds = known.get(chapter) ?? embedsOf(root, chapter);
  known.set(chapter, embeds);
  const embed = embeds.find((candidate) => candidate.id === id);
  if (!embed) throw new Error(`“${id}” of “${slug}” draws no figure that could be embedded.`);
  return { chapter, embed, page: addressAt(placeOf(undefined, base), addressOf(slug)) };
}

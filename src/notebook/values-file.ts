/** What the runtime knows of a chapter, as a file of its own: the page fetches it when its reader first touches something. */

import { createHash } from 'node:crypto';
import type { ChapterDescriptor, ChapterOutline } from '../runtime/descriptor.ts';
import { describeChapter } from './describe-chapter.ts';
import { freezeKeys } from './freeze-key.ts';
import { judgeClaims } from './judge-claims.ts';
import { publishedValues, readPublished } from './published.ts';
import type { FrozenOutput, LinkedChapter } from './types.ts';

/** Folder of these files in the built site. */
export const valuesFolder = 'values';

export interface ValuesFile {
  /** Names its content, so that a page never gets the values of another build. */
  readonly name: string;
  /** JSON: a `ChapterDescriptor`. */
  readonly text: string;
}

/** @param frozen the chapter's frozen outputs by cell id */
export function valuesFile(outline: ChapterOutline, frozen: ReadonlyMap<string, FrozenOutput>): ValuesFile {
  const descriptor: ChapterDescriptor = {
    ...outline,
    cells: outline.cells.map((cell) => ({ ...cell, frozen: frozen.get(cell.id)?.outputs ?? {} })),
  };
  const text = JSON.stringify(descriptor);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `${outline.slug}.${hash}.json`, text };
}

/** That of a chapter as it lies on disk. @param root the project's folder */
export function valuesFileOf(root: string, chapter: LinkedChapter): ValuesFile {
  const frozen = readPublished(root, chapter);
  const judged = judgeClaims(chapter, publishedValues(frozen));
  return valuesFile(describeChapter(chapter, frozen, judged, freezeKeys(root, chapter)), frozen);
}

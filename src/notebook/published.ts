/** The published outputs of a chapter, as they lie on disk. */

import { readFrozen } from './frozen-files.ts';
import type { FrozenOutput, LinkedChapter } from './types.ts';

/** Frozen outputs by cell id; a cell that was never frozen is missing. */
export function readPublished(root: string, chapter: LinkedChapter): Map<string, FrozenOutput> {
  return new Map(
    chapter.cells.flatMap(({ source }) => {
      const output = readFrozen(root, chapter.slug, source.id);
      return output ? [[source.id, output] as const] : [];
    }),
  );
}

/** The published values of all outputs, by name. */
export function publishedValues(frozen: ReadonlyMap<string, FrozenOutput>): Map<string, unknown> {
  return new Map([...frozen.values()].flatMap(({ outputs }) => Object.entries(outputs)));
}

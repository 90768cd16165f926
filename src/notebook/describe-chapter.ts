/** A linked chapter and its frozen outputs → what the page's runtime is told. */

import type { ChapterDescriptor } from '../runtime/descriptor.ts';
import type { FrozenOutput, LinkedChapter } from './types.ts';

export function describeChapter(
  chapter: LinkedChapter,
  frozen: ReadonlyMap<string, FrozenOutput>,
): ChapterDescriptor {
  return {
    slug: chapter.slug,
    cells: chapter.cells.map((cell) => ({
      id: cell.source.id,
      kind: cell.source.kind,
      inputs: cell.inputs,
      outputs: cell.outputs.map((output) => output.name),
      crossing: cell.crossing,
      control: cell.control,
      long: cell.source.long,
      seed: cell.source.seed,
      frozen: frozen.get(cell.source.id)?.outputs ?? {},
    })),
  };
}

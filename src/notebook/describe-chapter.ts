/** A linked chapter and its frozen outputs → what the runtime is told of it. */

import type { ChapterOutline } from '../runtime/descriptor.ts';
import type { Judged } from './judge-claims.ts';
import type { FrozenOutput, LinkedChapter } from './types.ts';

export function describeChapter(
  chapter: LinkedChapter,
  frozen: ReadonlyMap<string, FrozenOutput>,
  judged: readonly Judged[],
  keys: ReadonlyMap<string, string>,
): ChapterOutline {
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
      key: keys.get(cell.source.id) ?? '',
      publishedKey: frozen.get(cell.source.id)?.key ?? '',
    })),
    claims: judged.map(({ claim, value, bound }) => ({
      id: claim.id,
      kind: claim.kind,
      relation: claim.relation,
      inputs: claim.inputs,
      value,
      bound,
    })),
  };
}

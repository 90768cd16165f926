/** Which cells train, and what they are run with. */
import { readChapters } from '../../src/notebook/chapters.ts';
import { cellsInOrder, withUpstream } from '../../src/notebook/freeze/upstream.ts';
import { readFrozen } from '../../src/notebook/frozen-files.ts';
import type { LinkedCell, LinkedChapter } from '../../src/notebook/types.ts';

/** A live cell to be run. */
export interface PlannedCell {
  readonly chapter: string;
  readonly cell: string;
  readonly seed: number;
  /** What it takes from view cells, as they were published. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The cells that build a training step, itself among them, whose steps it may take. */
  readonly trains: readonly string[];
}

const isLive = ({ source }: LinkedCell): boolean => source.kind === 'live';

const buildsSteps = ({ source }: LinkedCell): boolean =>
  source.lines.some(({ text }) => text.includes('trainStep'));

/** The live cells of a chapter that train or may use what does, and all live cells that these need. */
function cellsOf(root: string, chapter: LinkedChapter): PlannedCell[] {
  const cells = cellsInOrder(chapter).filter(isLive);
  const trains = new Map<string, string[]>();
  for (const cell of cells) {
    const { id } = cell.source;
    const given = new Set(cell.inputs.flatMap(({ from }) => trains.get(from) ?? []));
    trains.set(id, [...given, ...(buildsSteps(cell) ? [id] : [])]);
  }
  const trainedBy = ({ source }: LinkedCell): string[] => trains.get(source.id)!;
  // A long cell repeats what a shorter one does; where none does, it has to be run.
  const short = new Set(cells.filter(({ source }) => !source.long).flatMap(trainedBy));
  const asked = cells.filter(
    (cell) => buildsSteps(cell) || trainedBy(cell).some((source) => !cell.source.long || !short.has(source)),
  );
  const needed = withUpstream(chapter, asked);
  const published = Object.assign(
    {},
    ...chapter.cells
      .filter((cell) => !isLive(cell))
      .map(({ source }) => readFrozen(root, chapter.slug, source.id)?.outputs ?? {}),
  ) as Record<string, unknown>;
  return cells
    .filter((cell) => needed.has(cell))
    .map((cell) => ({
      chapter: chapter.slug,
      cell: cell.source.id,
      seed: cell.source.seed,
      inputs: Object.fromEntries(
        cell.inputs.filter(({ name }) => name in published).map(({ name }) => [name, published[name]]),
      ),
      trains: trainedBy(cell),
    }));
}

/** The cells of all chapters that train or use what does, and what they need, in the order in which they run. */
export function planTraining(root: string): PlannedCell[] {
  return readChapters(root).flatMap((chapter) => cellsOf(root, chapter));
}

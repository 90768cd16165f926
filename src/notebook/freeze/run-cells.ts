/** Runs the cells of a chapter in Node, on the reference backend, with the evaluator that readers' workers use. */

import { memory } from '#tensor';
import live from 'virtual:notebook/live';
import view from 'virtual:notebook/view';
import type { Progress } from '../../runtime/contract.ts';
import { createEvaluator } from '../../runtime/evaluator.ts';
import { release } from '../../runtime/release.ts';
import type { FrozenOutput, LinkedCell, LinkedChapter } from '../types.ts';
import { drawCell } from './draw.ts';
import { assertPlain } from './plain.ts';

/** What a cell gave: its plain outputs by name and, of a view cell, the markup of its figure and the rows behind it. */
export type RunOutput = Pick<FrozenOutput, 'outputs' | 'markup' | 'tables'>;

/** A chapter whose cells run one after the other, each after those that it needs. */
export interface ChapterRun {
  /**
   * Runs one cell. Its inputs are what `run` and `give` have left.
   *
   * @param seed of a live cell
   */
  run(cell: LinkedCell, seed: number, progress: (progress: Progress) => void): Promise<RunOutput>;
  /** Takes outputs as they are, for a cell that need not run. */
  give(outputs: Readonly<Record<string, unknown>>): void;
  /** Values of all outputs so far, by name. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Frees what the cells hold; returns a sentence for each that has lost tensors. */
  end(): string[];
}

export async function startRun(chapter: LinkedChapter): Promise<ChapterRun> {
  const liveCells = (await live[chapter.slug]?.())?.default ?? {};
  const viewCells = (await view[chapter.slug]?.())?.default ?? {};
  const evaluator = createEvaluator(liveCells, release);
  /** Tensors that each cell's run has added. */
  const added = new Map<string, number>();
  const values = new Map<string, unknown>();
  const give = (outputs: Readonly<Record<string, unknown>>): void => {
    for (const [name, value] of Object.entries(outputs)) values.set(name, value);
  };
  const isLive = (name: string): boolean =>
    chapter.cells.some(
      ({ source, outputs }) => source.kind === 'live' && outputs.some((o) => o.name === name),
    );

  const runLive = async (
    cell: LinkedCell,
    seed: number,
    progress: (progress: Progress) => void,
  ): Promise<RunOutput> => {
    const fromPage = cell.inputs.filter(({ name }) => !isLive(name));
    const newest: Record<string, unknown> = {};
    const before = memory().numTensors;
    await evaluator.evaluate({
      cell: cell.source.id,
      seed,
      inputs: Object.fromEntries(fromPage.map(({ name }) => [name, values.get(name)])),
      signal: new AbortController().signal,
      progress,
      snapshot: (name, value) => {
        newest[name] = value;
      },
    });
    added.set(cell.source.id, memory().numTensors - before);
    const outputs = Object.fromEntries(cell.crossing.map((name) => [name, newest[name]]));
    assertPlain(outputs, chapter, cell);
    return { outputs };
  };

  const runView = async (cell: LinkedCell): Promise<RunOutput> => {
    const load = viewCells[cell.source.id];
    if (!load) throw new Error(`The view cell “${cell.source.id}” was not bundled.`);
    const inputs = Object.fromEntries(cell.inputs.map(({ name }) => [name, values.get(name)]));
    return drawCell(cell.source.id, await load(), inputs);
  };

  return {
    values,
    give,
    async run(cell, seed, progress) {
      try {
        const output =
          cell.source.kind === 'live' ? await runLive(cell, seed, progress) : await runView(cell);
        give(output.outputs);
        return output;
      } catch (error) {
        throw Object.assign(error as Error, {
          message: `${chapter.file} · cell “${cell.source.id}”: ${(error as Error).message}`,
        });
      }
    },
    end() {
      return [...added].flatMap(([id, count]) => {
        const before = memory().numTensors;
        evaluator.forget(id);
        const lost = count - (before - memory().numTensors);
        return lost === 0
          ? []
          : `${chapter.slug} · ${id}: lost ${lost} tensors. Remedy: compute them inside of tf.tidy, or dispose them.`;
      });
    },
  };
}

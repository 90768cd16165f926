/**
 * The way back from a bundled cell to its MDX, for errors in the reader's browser: beside each chunk that holds a cell
 * lies a `CellMap`, fetched only when the cell has thrown. No other source maps are shipped.
 */

import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import type { Plugin } from 'vite';
import type { CellMap } from '../runtime/cell-map.ts';
import { readChapters } from './chapters.ts';
import { tangleFolder } from './modules.ts';
import { lineAndColumn } from './problem.ts';
import { moduleName } from './tangle.ts';
import type { LinkedChapter } from './types.ts';

/** Needs `build.sourcemap`; what it does not turn into a `CellMap` it takes out of the bundle. */
export function cellMaps(root: string): Plugin {
  return {
    name: 'notebook-cell-maps',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chapters = readChapters(root);
        for (const output of Object.values(bundle)) {
          if (output.type !== 'chunk' || !output.map) continue;
          const map = mapCells(chapters, output.moduleIds, output.map);
          if (map)
            this.emitFile({
              type: 'asset',
              fileName: `${output.fileName}.cell.json`,
              source: JSON.stringify(map),
            });
        }
        for (const name of Object.keys(bundle))
          if (name.endsWith('.map')) Reflect.deleteProperty(bundle, name);
      },
    },
  };
}

function mapCells(
  chapters: readonly LinkedChapter[],
  modules: readonly string[],
  map: object,
): CellMap | undefined {
  for (const chapter of chapters) {
    const cells = chapter.cells.filter((cell) =>
      modules.some((id) =>
        id
          .replaceAll('\\', '/')
          .replace(/\?.*$/, '')
          .endsWith(`${tangleFolder}/${chapter.slug}/${moduleName(cell.source)}`),
      ),
    );
    if (cells.length === 0) continue;
    const lines: Record<number, string> = {};
    for (const { source } of cells)
      for (const { text, offset } of source.lines) lines[lineAndColumn(chapter.text, offset).line] = text;
    return { file: chapter.file, lines, segments: segmentsInto(chapter.file, new TraceMap(map as never)) };
  }
  return undefined;
}

/** Line and column in the chunk, line and column in the source, flat; lines count from 1, columns too. */
function segmentsInto(file: string, map: TraceMap): number[] {
  return decodedMappings(map).flatMap((segments, line) =>
    segments.flatMap(([column, source, sourceLine, sourceColumn]) =>
      source !== undefined && map.sources[source]?.endsWith(file)
        ? [line + 1, column + 1, (sourceLine ?? 0) + 1, (sourceColumn ?? 0) + 1]
        : [],
    ),
  );
}

/** On the authoring server a module carries its source map itself. */

import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import type { CellMap } from './cell-map.ts';

/** The map of a cell's module, from the module's own text; its lines are those of the whole chapter. */
export async function mapOfModule(url: string): Promise<CellMap> {
  const text = await (await fetch(url)).text();
  const encoded = /sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/.exec(text)?.[1] ?? '';
  const json = new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)));
  const map = new TraceMap(json);
  const chapter = map.sources.findIndex((source) => source?.endsWith('.mdx'));
  const file = map.sources[chapter] ?? '';
  const lines = (map.sourcesContent?.[chapter] ?? '').split('\n');
  return {
    file: /content\/.*$/.exec(file)?.[0] ?? file,
    lines: Object.fromEntries(lines.map((line, i) => [i + 1, line])),
    segments: decodedMappings(map).flatMap((segments, line) =>
      segments.flatMap(([column, source, sourceLine = 0, sourceColumn = 0]) =>
        source === chapter ? [line + 1, column + 1, sourceLine + 1, sourceColumn + 1] : [],
      ),
    ),
  };
}

/** The key of a frozen output: a hash of everything that the output depends on. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './parse.ts';
import { assetCalls, assetFolder, openReach } from './reach.ts';
import type { LinkedChapter } from './types.ts';

/** Raise it when the freeze itself comes to write something else for the same cell. */
const format = 2;

/** What draws view cells in Node: it decides their markup as much as their code does. */
const drawer = '../../src/notebook/freeze/draw.ts';

/**
 * Keys of all cells of a chapter by id: each covers the cell's code and seed, the library sources and data files that it
 * reaches, the locked versions of all packages below them, and the keys of the cells upstream.
 */
export function freezeKeys(root: string, chapter: LinkedChapter): Map<string, string> {
  const keys = new Map<string, string>();
  const reach = openReach(root);
  for (const id of chapter.order) {
    const cell = chapter.cells.find((candidate) => candidate.source.id === id);
    if (!cell) continue;
    const code = codeOf(cell.source);
    const { sources, assets, packages } = reach.of([
      ...cell.imports,
      ...(cell.source.kind === 'view' ? [{ specifier: drawer }] : []),
    ]);
    const files = [...new Set([...assets, ...assetCalls(code)].map((asset) => asset.name))].sort();
    const upstream = [...new Set(cell.inputs.map((input) => input.from))].sort();
    const dependsOn = {
      format,
      kind: cell.source.kind,
      code,
      seed: cell.source.seed,
      crossing: cell.crossing,
      backend: 'wasm',
      sources: sources.map((source) => [source, reach.hash(source)]),
      packages,
      assets: files.map((name) => [name, hashFile(join(root, assetFolder, name))]),
      upstream: upstream.map((from) => [from, keys.get(from)]),
    };
    keys.set(id, createHash('sha256').update(JSON.stringify(dependsOn)).digest('hex').slice(0, 32));
  }
  return keys;
}

function hashFile(path: string): string {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'missing';
}

/** The frozen outputs on disk: `content/frozen/<slug>/<cell>.json`. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrozenOutput } from './types.ts';

const frozenFolder = 'content/frozen';

/** Path of a cell's frozen output, relative to the project. */
export function frozenFile(slug: string, cell: string): string {
  return `${frozenFolder}/${slug}/${cell}.json`;
}

/**
 * Reads a frozen output; `undefined` when there is none.
 *
 * @throws {Error} that names the file when it is not one: a conflict marker, an edit by hand that broke it.
 */
export function readFrozen(root: string, slug: string, cell: string): FrozenOutput | undefined {
  const file = frozenFile(slug, cell);
  const path = join(root, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const conflict = text.search(/^(<{7}|={7}|>{7})/m);
  if (conflict >= 0)
    throw new Error(
      `${file}:${text.slice(0, conflict).split('\n').length}:1  holds a merge conflict.\n  Remedy: delete the file and run: npm run freeze -- ${slug}`,
    );
  try {
    const frozen = JSON.parse(text) as FrozenOutput;
    if (frozen.cell !== cell || typeof frozen.key !== 'string' || typeof frozen.outputs !== 'object')
      throw new Error('not the frozen output of this cell');
    return frozen;
  } catch (error) {
    throw new Error(
      `${file}:1:1  cannot be read: ${(error as Error).message}.\n  Remedy: frozen outputs are not edited by hand; delete the file and run: npm run freeze -- ${slug}`,
    );
  }
}

/** Writes a frozen output: one top-level field a line, so that a diff can be read. */
export function writeFrozen(root: string, slug: string, frozen: FrozenOutput): void {
  const rows = Object.entries(frozen).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  mkdirSync(join(root, frozenFolder, slug), { recursive: true });
  writeFileSync(join(root, frozenFile(slug, frozen.cell)), `{\n${rows.join(',\n')}\n}\n`);
}

/** Removes the frozen outputs of cells that are no longer there; returns their files. */
export function removeOrphans(root: string, slug: string, cells: readonly string[]): string[] {
  const folder = join(root, frozenFolder, slug);
  if (!existsSync(folder)) return [];
  const orphans = readdirSync(folder).filter((name) => !cells.includes(name.replace(/\.json$/, '')));
  for (const name of orphans) rmSync(join(folder, name));
  return orphans.map((name) => `${frozenFolder}/${slug}/${name}`);
}

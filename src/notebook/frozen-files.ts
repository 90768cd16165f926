/** The frozen outputs on disk: `content/frozen/<slug>/<cell>.json`. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { DataTable } from '../runtime/data-table.ts';
import { NotebookProblem } from './problem.ts';
import type { FrozenOutput } from './types.ts';

export const frozenFolder = 'content/frozen';

/** Path of a cell's frozen output, relative to the project. */
export function frozenFile(slug: string, cell: string): string {
  return `${frozenFolder}/${slug}/${cell}.json`;
}

/**
 * Reads a frozen output; `undefined` when there is none.
 *
 * @throws {NotebookProblem} at the place in the file when it is not what the freeze wrote: a merge conflict, an edit by
 *   hand, the output of another cell.
 */
export function readFrozen(root: string, slug: string, cell: string): FrozenOutput | undefined {
  const file = frozenFile(slug, cell);
  const path = join(root, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const remedy = `Frozen outputs are written by the freeze alone: npm run freeze -- ${slug}`;
  const refuse = (summary: string, offset: number, length = 1): never => {
    throw new NotebookProblem(summary, remedy, { file, text, offset, length });
  };
  const conflict = text.search(/^(<{7}|={7}|>{7})/m);
  if (conflict >= 0) refuse('a frozen output with a merge conflict in it', conflict, 7);
  let frozen: Partial<FrozenOutput> & { readonly digest?: unknown };
  try {
    frozen = JSON.parse(text) as typeof frozen;
  } catch {
    return refuse('a frozen output that is not JSON', jsonErrorAt(text));
  }
  const { digest, ...output } = frozen;
  if (output.cell !== cell)
    refuse(
      `the frozen output of another cell, “${String(output.cell)}”`,
      Math.max(0, text.indexOf('"cell"')),
      6,
    );
  if (digest !== digestOf(output))
    refuse('a frozen output that was edited by hand: its digest is another', ...digestPlace(text));
  return output as FrozenOutput;
}

/** V8 tells the place of a JSON error only sometimes. */
function jsonErrorAt(text: string): number {
  const { error } = ts.parseConfigFileTextToJson('frozen.json', text);
  return Math.min(error?.start ?? 0, text.length - 1);
}

function digestPlace(text: string): [offset: number, length: number] {
  const offset = text.indexOf('"digest"');
  return offset < 0 ? [0, 1] : [offset, '"digest"'.length];
}

/** The frozen output; `undefined` also for a file that the freeze did not write so, and so has to write anew. */
export function readWhole(root: string, slug: string, cell: string): FrozenOutput | undefined {
  try {
    return readFrozen(root, slug, cell);
  } catch (error) {
    if (error instanceof NotebookProblem) return undefined;
    throw error;
  }
}

/** Over all that the file says; an edit that a reviewer would not see is seen by the build. */
function digestOf(output: object): string {
  return createHash('sha256').update(JSON.stringify(output)).digest('hex').slice(0, 32);
}

/**
 * Writes a frozen output, one top-level field or column of a table a line, so that a diff can be read. The file is there whole or not at all:
 * who stops the freeze keeps what is written.
 */
export function writeFrozen(root: string, slug: string, frozen: FrozenOutput): void {
  const fields = { ...frozen, digest: digestOf(frozen) };
  const rows = Object.entries(fields).map(
    ([name, value]) =>
      `  ${JSON.stringify(name)}: ${name === 'tables' ? columnsByLine(value as readonly DataTable[]) : JSON.stringify(value)}`,
  );
  const path = join(root, frozenFile(slug, frozen.cell));
  mkdirSync(join(root, frozenFolder, slug), { recursive: true });
  writeFileSync(`${path}.part`, `{\n${rows.join(',\n')}\n}\n`);
  renameSync(`${path}.part`, path);
}

function columnsByLine(tables: readonly DataTable[]): string {
  const written = tables.map(({ columns, ...said }) => {
    const lines = columns.map((column) => `      ${JSON.stringify(column)}`);
    return `    ${JSON.stringify(said).slice(0, -1)},"columns":[\n${lines.join(',\n')}\n    ]}`;
  });
  return `[\n${written.join(',\n')}\n  ]`;
}

/** Removes what is not the frozen output of a present cell, such as a file left half-written; returns their names. */
export function removeOrphans(root: string, slug: string, cells: readonly string[]): string[] {
  const folder = join(root, frozenFolder, slug);
  if (!existsSync(folder)) return [];
  const orphans = readdirSync(folder).filter((name) => !cells.some((cell) => name === `${cell}.json`));
  for (const name of orphans) rmSync(join(folder, name), { recursive: true });
  return orphans.map((name) => `${frozenFolder}/${slug}/${name}`);
}

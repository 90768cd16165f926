/**
 * A linked cell → a typed module, the same text for the type check and for the bundle:
 *
 * ```ts
 * import { … } from '#tensor';
 * export default async ({ seed, signal, progress }: LiveContext, { data }: { data: Output<typeof data$cell, 'data'> }) => {
 *   …the cell's code…
 *   return { outputs: { training } };
 * };
 * ```
 */

import { assemble, type Assembled, type Piece } from './assemble.ts';
import { builtins } from './names.ts';
import type { CellSource, LinkedCell, LinkedChapter } from './types.ts';

/** Name of a cell's module, without folder. */
export function moduleName(cell: Pick<CellSource, 'id' | 'kind'>): string {
  return `${cell.id}.${cell.kind}.ts`;
}

/** Writes the module of one cell. `contract` is how it imports the runtime's types. */
export function tangleCell(chapter: LinkedChapter, cell: LinkedCell, contract: string): Assembled {
  const context = cell.source.kind === 'live' ? 'LiveContext' : 'ViewContext';
  const given = [...builtins[cell.source.kind]].filter((name) =>
    cell.free.some((place) => place.name === name),
  );
  const names = cell.inputs.map((input) => input.name);
  const outputs = cell.outputs.map((output) => output.name).join(', ');
  const pieces: Piece[] = [
    { text: `import type { ${context}, Output } from '${contract}';\n` },
    ...importPieces(cell),
    { text: `export default async ({ ${given.join(', ')} }: ${context}, ` },
    { text: `{ ${names.join(', ')} }: { ${inputTypes(chapter, cell.inputs)} }) => {\n` },
    ...bodyPieces(cell),
    { text: `return { outputs: { ${outputs} }${cell.display ? ', display: $display' : ''} };\n};\n` },
  ];
  return assemble(pieces);
}

/** The types of values that other cells declare, as members of an object type. */
export function inputTypes(chapter: LinkedChapter, inputs: LinkedCell['inputs']): string {
  const members = inputs.map(({ name, from }) => {
    const declaring = chapter.cells.find((other) => other.source.id === from);
    const module = declaring ? `./${moduleName(declaring.source)}` : '';
    return `${name}: Output<typeof import('${module}'), '${name}'>`;
  });
  return members.join('; ');
}

/** Name of the module that declares what crosses or is shown in the prose; only the type check reads it. */
export const usesModule = 'uses.ts';

/** Declares each value that is used outside of its own kind of cell, with the type that its users see. */
export function tangleUses(chapter: LinkedChapter, contract: string): string {
  const used = new Set([
    ...chapter.values.map((value) => value.name),
    ...chapter.claims.flatMap((claim) => claim.inputs.map((input) => input.name)),
    ...chapter.cells.flatMap((cell) => cell.inputs.map((input) => input.name)),
  ]);
  const rows = chapter.cells.flatMap((cell) =>
    cell.outputs
      .filter(({ name }) => used.has(name))
      .map(
        ({ name }) =>
          `export declare const ${name}: Output<typeof import('./${moduleName(cell.source)}'), '${name}'>;\n`,
      ),
  );
  return `import type { Output } from '${contract}';\n${rows.join('')}export {};\n`;
}

/** Writes the index of a chapter's live cells, which the worker loads. */
export function tangleLiveIndex(chapter: LinkedChapter): string {
  return indexOf(chapter.cells.filter((cell) => cell.source.kind === 'live'));
}

/** Writes the index of a chapter's view cells; each is its own chunk, loaded when it must be drawn anew. */
export function tangleViewIndex(chapter: LinkedChapter): string {
  return indexOf(chapter.cells.filter((cell) => cell.source.kind === 'view'));
}

function indexOf(cells: readonly LinkedCell[]): string {
  const rows = cells.map(
    ({ source }) => `  ${JSON.stringify(source.id)}: () => import('./${moduleName(source)}'),`,
  );
  return `export default {\n${rows.join('\n')}\n};\n`;
}

function importPieces(cell: LinkedCell): Piece[] {
  return cell.imports.flatMap((declaration) => [
    ...slice(cell.source, declaration.start, declaration.end),
    { text: '\n' },
  ]);
}

/** The code without its imports, the displayed expression given a name. */
function bodyPieces(cell: LinkedCell): Piece[] {
  const end = cell.source.lines.reduce((sum, line) => sum + line.text.length + 1, 0);
  const pieces: Piece[] = [];
  let from = 0;
  for (const declaration of cell.imports) {
    pieces.push(...slice(cell.source, from, declaration.start));
    from = declaration.end;
  }
  if (cell.display) {
    pieces.push(...slice(cell.source, from, cell.display.start), { text: 'const $display = (' });
    pieces.push(...slice(cell.source, cell.display.start, cell.display.end), { text: ')' });
    from = cell.display.end;
  }
  pieces.push(...slice(cell.source, from, end), { text: '\n' });
  return pieces;
}

/** A range of a cell's code as pieces within one line each. */
function slice(cell: CellSource, start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let lineStart = 0;
  for (const line of cell.lines) {
    const from = Math.max(start - lineStart, 0);
    const to = Math.min(end - lineStart, line.text.length);
    if (from < to) pieces.push({ text: line.text.slice(from, to), offset: line.offset + from });
    const newline = lineStart + line.text.length;
    if (newline >= start && newline < end) pieces.push({ text: '\n' });
    lineStart = newline + 1;
  }
  return pieces;
}

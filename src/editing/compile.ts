/** A reader's code of a live cell → a module for the sandbox and the cell's place among the others, or all that is wrong with it. */

import type { TSESTree } from '@typescript-eslint/types';
import { analyseCell } from '../notebook/analyse.ts';
import type { CellMistake } from '../notebook/cell-mistake.ts';
import { refuseImport } from '../notebook/imports.ts';
import type { CellSource, CompiledCell } from '../notebook/types.ts';
import type { CellOutline } from '../runtime/descriptor.ts';
import { libraryNames } from '../sandbox/library-names.ts';
import { mistakesOfTypes } from './blank-types.ts';
import { describeSyntax } from './describe-syntax.ts';
import { emitCell } from './emit.ts';
import { linkEdited } from './link.ts';
import { parseCode, SyntaxMistake } from './parse-code.ts';

/** A cell as it is with its reader's code. */
export interface EditedCell {
  readonly inputs: CellOutline['inputs'];
  readonly outputs: readonly string[];
  /** The text of its module. */
  readonly module: string;
}

export type Compiled =
  | { readonly cell: EditedCell; readonly mistakes?: undefined }
  | { readonly cell?: undefined; readonly mistakes: readonly CellMistake[] };

/**
 * Compiles the code of one live cell.
 *
 * @param cells the cells of the page, this one too
 * @param codes the code of the live cells
 */
export function compileEdited(
  id: string,
  code: string,
  cells: readonly CellOutline[],
  codes: ReadonlyMap<string, string>,
): Compiled {
  let read: Read;
  try {
    read = readCell(id, code);
  } catch (error) {
    if (!(error instanceof SyntaxMistake)) throw error;
    return { mistakes: [describeSyntax(error, code)] };
  }
  const wrong = [
    ...read.mistakes.filter(({ ofPublished }) => !ofPublished),
    ...mistakesOfImports(read.compiled),
  ];
  if (wrong.length > 0) return { mistakes: wrong };
  const others = (): CompiledCell[] =>
    [...codes].flatMap(([other, text]) => (other === id ? [] : [readCell(other, text).compiled]));
  const { inputs, mistakes } = linkEdited(read.compiled, cells, others);
  if (mistakes.length > 0) return { mistakes };
  return {
    cell: {
      inputs,
      outputs: read.compiled.outputs.map(({ name }) => name),
      module: emitCell(code, read.program, read.compiled, inputs),
    },
  };
}

/** Imports that a built cell may have, and one that is edited not. */
function mistakesOfImports({ imports }: CompiledCell): CellMistake[] {
  return imports
    .filter(({ specifier }) => !libraryNames.some((name) => name === specifier))
    .filter(({ specifier }) => refuseImport('live', { specifier }) === undefined)
    .map(({ specifier, start, end }) => ({
      summary: `the editor on this page does not have “${specifier}”`,
      remedy: `Import from ${libraryNames.join(', ')}.`,
      start,
      length: end - start,
    }));
}

interface Read {
  readonly program: TSESTree.Program;
  readonly compiled: CompiledCell;
  readonly mistakes: readonly CellMistake[];
}

/** @throws {SyntaxMistake} */
function readCell(id: string, code: string): Read {
  const program = parseCode(code);
  const ofTypes = mistakesOfTypes(program);
  // What TypeScript would make code of has a shape of its own, which the analysis need not know.
  if (ofTypes.length > 0) return { program, compiled: nothing(id), mistakes: ofTypes };
  return { program, ...analyseCell(sourceOf(id), code, program) };
}

const sourceOf = (id: string): CellSource => ({
  id,
  kind: 'live',
  title: undefined,
  hide: false,
  long: false,
  seed: 0,
  lines: [],
  offset: 0,
});

const nothing = (id: string): CompiledCell => ({
  source: sourceOf(id),
  imports: [],
  outputs: [],
  free: [],
  display: undefined,
  control: false,
});

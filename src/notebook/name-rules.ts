/** Rules for what a cell declares and imports, and for what it is there for. */

import { DefinitionType, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { CellMistake } from './cell-mistake.ts';
import { refuseImport } from './imports.ts';
import { builtins, standardGlobals } from './names.ts';
import type { CompiledCell } from './types.ts';

/** Mistakes in what a cell declares and imports. */
export function mistakesOfNames(cell: CompiledCell, scopes: ScopeManager, code: string): CellMistake[] {
  const { kind } = cell.source;
  const mistakes: CellMistake[] = [];
  for (const { name, offset } of cell.outputs) {
    const given = builtins.live.has(name) || builtins.view.has(name) || name === '$display';
    if (!given && !standardGlobals.live.has(name) && !standardGlobals.view.has(name)) continue;
    mistakes.push({
      summary: `a cell cannot declare “${name}”: it is ${given ? 'given by the notebook' : 'JavaScript’s own'}`,
      remedy:
        'Choose another name, or put it inside of a block { … }, for it would hide the other everywhere.',
      start: offset,
      length: name.length,
    });
  }
  for (const declaration of cell.imports) {
    const told = refuseImport(kind, declaration);
    if (told)
      mistakes.push({
        ...told,
        start: declaration.start,
        length: lineLength(code, declaration.start, declaration.end),
      });
  }
  for (const variable of scopes.variables) {
    const [definition] = variable.defs;
    if (definition?.type !== DefinitionType.ImportBinding || variable.references.length > 0) continue;
    mistakes.push({
      summary: `“${variable.name}” is imported and not used`,
      remedy: 'Delete it: the frozen output of the cell would depend on it for nothing.',
      start: definition.name.range[0],
      length: variable.name.length,
      ofPublished: true,
    });
  }
  return [...mistakes, ...mistakesOfPurpose(cell, code)];
}

function lineLength(code: string, start: number, end: number): number {
  return code.slice(start, end).split('\n', 1)[0]?.length ?? 1;
}

/** A cell that gives nothing. */
function mistakesOfPurpose({ source, outputs, display, control }: CompiledCell, code: string): CellMistake[] {
  const all = { start: 0, length: lineLength(code, 0, code.length) };
  if (code.trim() === '')
    return [
      {
        ...all,
        summary: `cell “${source.id}” is empty`,
        remedy: 'Write its code between the fences, or delete it.',
      },
    ];
  if (source.kind === 'live' && outputs.length === 0)
    return [
      {
        ...all,
        summary: `live cell “${source.id}” declares nothing, so that nobody can see what it computes`,
        remedy: 'Give its result a name: const result = …',
      },
    ];
  const level = control && outputs.find(({ name }) => name === 'level');
  if (level)
    return [
      {
        summary: 'a control cannot be called “level”',
        remedy: 'Give it another name: in the address of a page, level is the reading level.',
        start: level.offset,
        length: level.name.length,
      },
    ];
  if (source.kind === 'view' && outputs.length === 0 && !display && !control)
    return [
      {
        ...all,
        summary: `view cell “${source.id}” shows nothing and declares nothing`,
        remedy: 'End it with an expression, such as plot({ … }), or give a result a name.',
      },
    ];
  return [];
}

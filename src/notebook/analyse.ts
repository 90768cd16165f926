/** The syntax tree of a cell's code → what it declares, asks for, imports and displays; at build and in a reader's editor alike. */

import { analyze, ScopeType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import type { CellMistake } from './cell-mistake.ts';
import { mistakesOfNames } from './name-rules.ts';
import { mistakesOfNodes } from './node-rules.ts';
import type { CellImport, CellSource, CompiledCell, NamedPlace } from './types.ts';

/**
 * Analyses one cell.
 *
 * @returns with it what a cell must not do: `export`, chance, the clock, an import outside of the list, a name that would
 *   hide another
 */
export function analyseCell(
  source: CellSource,
  code: string,
  program: TSESTree.Program,
): { readonly compiled: CompiledCell; readonly mistakes: readonly CellMistake[] } {
  const scopes = analyze(program, { sourceType: 'module', lib: [] });
  const moduleScope = scopes.scopes.find((scope) => scope.type === ScopeType.module);
  const imports = program.body
    .filter((node) => node.type === AST_NODE_TYPES.ImportDeclaration)
    .map(readImport);
  const imported = new Set(imports.flatMap((declaration) => declaration.names));

  const outputs: NamedPlace[] = [];
  for (const variable of moduleScope?.variables ?? []) {
    const [definition] = variable.defs;
    if (!definition || imported.has(variable.name) || !variable.isValueVariable) continue;
    outputs.push({ name: variable.name, offset: definition.name.range[0] });
  }

  const free = new Map<string, number>();
  for (const reference of scopes.globalScope?.through ?? []) {
    const { name, range } = reference.identifier as TSESTree.Identifier;
    if (!reference.isValueReference || free.has(name)) continue;
    free.set(name, range[0]);
  }

  const last = program.body.findLast((node) => node.type !== AST_NODE_TYPES.EmptyStatement);
  const display =
    source.kind === 'view' && last?.type === AST_NODE_TYPES.ExpressionStatement
      ? { start: last.range[0], end: last.range[1] - (code[last.range[1] - 1] === ';' ? 1 : 0) }
      : undefined;

  const compiled: CompiledCell = {
    source,
    imports,
    outputs,
    free: [...free].map(([name, offset]) => ({ name, offset })),
    display,
    control: source.kind === 'view' && free.has('view'),
  };
  return {
    compiled,
    mistakes: [...mistakesOfNodes(source.kind, program), ...mistakesOfNames(compiled, scopes, code)],
  };
}

function readImport(node: TSESTree.ImportDeclaration): CellImport {
  return {
    specifier: node.source.value,
    names: node.specifiers.map((specifier) => specifier.local.name),
    start: node.range[0],
    end: node.range[1],
  };
}

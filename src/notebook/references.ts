/** A cell's code → what it declares, asks for, imports and displays. */

import { analyze, ScopeType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES, parse, type TSESTree } from '@typescript-eslint/typescript-estree';
import { mistakesOfNames, mistakesOfNodes, type CellMistake } from './cell-rules.ts';
import { codeOf, sourceOffset } from './parse.ts';
import { NotebookProblem, throwProblems } from './problem.ts';
import type { CellImport, CellSource, ChapterSource, CompiledCell, NamedPlace } from './types.ts';

/**
 * Analyses one cell.
 *
 * @throws {NotebookProblem} for a syntax error, or for what a cell must not do: `export`, chance, the clock, an import
 *   outside of the list, a name that would hide another.
 */
export function compileCell(chapter: Pick<ChapterSource, 'file' | 'text'>, cell: CellSource): CompiledCell {
  const code = codeOf(cell);
  const problemAt = ({ summary, remedy, start, length }: CellMistake): NotebookProblem =>
    new NotebookProblem(summary, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: sourceOffset(cell, start),
      length,
    });
  const program = parseCode(cell, code, problemAt);
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
    cell.kind === 'view' && last?.type === AST_NODE_TYPES.ExpressionStatement
      ? { start: last.range[0], end: last.range[1] - (code[last.range[1] - 1] === ';' ? 1 : 0) }
      : undefined;

  const compiled: CompiledCell = {
    source: cell,
    imports,
    outputs,
    free: [...free].map(([name, offset]) => ({ name, offset })),
    display,
    control: cell.kind === 'view' && free.has('view'),
  };
  const mistakes = [...mistakesOfNodes(cell.kind, program), ...mistakesOfNames(compiled, scopes, code)];
  throwProblems(mistakes.map(problemAt));
  return compiled;
}

function parseCode(cell: CellSource, code: string, problemAt: (mistake: CellMistake) => NotebookProblem) {
  try {
    return parse(code, { range: true, loc: true, sourceType: 'module' });
  } catch (error) {
    const { message, index } = error as { message: string; index?: number };
    throw problemAt({
      summary: `syntax error in cell “${cell.id}”: ${message}`,
      remedy: 'The code must be valid TypeScript; look at the marked character and just before it.',
      start: index ?? 0,
      length: 1,
    });
  }
}

function readImport(node: TSESTree.ImportDeclaration): CellImport {
  return {
    specifier: node.source.value,
    names: node.specifiers.map((specifier) => specifier.local.name),
    start: node.range[0],
    end: node.range[1],
  };
}

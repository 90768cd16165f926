/** A cell's code → what it declares, asks for, imports and displays. */

import { analyze, ScopeType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES, parse, simpleTraverse, type TSESTree } from '@typescript-eslint/typescript-estree';
import { codeOf, sourceOffset } from './parse.ts';
import { NotebookProblem } from './problem.ts';
import type { CellImport, CellSource, ChapterSource, CompiledCell, NamedPlace } from './types.ts';

/**
 * Analyses one cell.
 *
 * @throws {NotebookProblem} for a syntax error or an `export` (a cell's declarations are its outputs already).
 */
export function compileCell(chapter: Pick<ChapterSource, 'file' | 'text'>, cell: CellSource): CompiledCell {
  const code = codeOf(cell);
  const program = parseCode(chapter, cell, code);
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

  const last = program.body.at(-1);
  const display =
    cell.kind === 'view' && last?.type === AST_NODE_TYPES.ExpressionStatement
      ? { start: last.range[0], end: last.range[1] - (code[last.range[1] - 1] === ';' ? 1 : 0) }
      : undefined;

  return {
    source: cell,
    imports,
    outputs,
    free: [...free].map(([name, offset]) => ({ name, offset })),
    display,
    control: cell.kind === 'view' && free.has('view'),
  };
}

function parseCode(chapter: Pick<ChapterSource, 'file' | 'text'>, cell: CellSource, code: string) {
  const problem = (summary: string, remedy: string, start: number, length = 1): never => {
    throw new NotebookProblem(summary, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: sourceOffset(cell, start),
      length,
    });
  };
  try {
    const program = parse(code, { range: true, loc: true, sourceType: 'module' });
    simpleTraverse(program, {
      enter(node) {
        if (node.type.startsWith('Export'))
          problem(
            'a cell does not export',
            'Delete “export”: every top-level declaration of a cell is already visible to the others.',
            node.range[0],
            6,
          );
        if (cell.kind === 'live' && isMathRandom(node))
          problem(
            'Math.random() in a live cell: its runs would not reproduce',
            'Draw from the cell’s seed: import { random } from "#tensor", then random(seed).uniform().',
            node.range[0],
            'Math.random'.length,
          );
      },
    });
    return program;
  } catch (error) {
    if (error instanceof NotebookProblem) throw error;
    const { message, index } = error as { message: string; index?: number };
    return problem(
      `syntax error in cell “${cell.id}”: ${message}`,
      'The code must be valid TypeScript; look at the marked character and just before it.',
      index ?? 0,
    );
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

function isMathRandom(node: TSESTree.Node): boolean {
  return (
    node.type === AST_NODE_TYPES.MemberExpression &&
    node.object.type === AST_NODE_TYPES.Identifier &&
    node.object.name === 'Math' &&
    node.property.type === AST_NODE_TYPES.Identifier &&
    node.property.name === 'random'
  );
}

/**
 * The function that a reader's cell becomes; its code stands one line lower than in the editor, at the same columns:
 *
 * ```js
 * ($library) => { const { random } = $library("#tensor", …); return async ({ seed }, { data }) => {
 * …the cell's code without its types…
 * return { outputs: { walk } };
 * }; }
 * ```
 */

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import { builtins } from '../notebook/names.ts';
import type { CompiledCell, LinkedCell } from '../notebook/types.ts';
import { blankTypes } from './blank-types.ts';

export function emitCell(
  code: string,
  program: TSESTree.Program,
  { imports, outputs, free }: CompiledCell,
  inputs: LinkedCell['inputs'],
): string {
  let body = blankTypes(code, program);
  for (const { start, end } of imports)
    body = body.slice(0, start) + body.slice(start, end).replaceAll(/[^\r\n]/g, ' ') + body.slice(end);
  const given = [...builtins.live].filter((name) => free.some((place) => place.name === name));
  const names = inputs.map(({ name }) => name);
  const declared = outputs.map(({ name }) => name);
  return [
    `($library) => { ${program.body.flatMap(bind).join(' ')} return async ({ ${given.join(', ')} }, { ${names.join(', ')} }) => {`,
    body,
    `return { outputs: { ${declared.join(', ')} } };`,
    '}; }',
  ].join('\n');
}

/** An import as a constant; the library is told the places of the names, for one that it has not. */
function bind(node: TSESTree.ProgramStatement): string[] {
  if (node.type !== AST_NODE_TYPES.ImportDeclaration || node.importKind === 'type') return [];
  const names: string[] = [];
  const places: Record<string, [number, number]> = {};
  let whole: string | undefined;
  for (const specifier of node.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === AST_NODE_TYPES.ImportNamespaceSpecifier) whole = local;
    else {
      if (specifier.type === AST_NODE_TYPES.ImportSpecifier && specifier.importKind === 'type') continue;
      const imported =
        specifier.type === AST_NODE_TYPES.ImportDefaultSpecifier
          ? 'default'
          : specifier.imported.type === AST_NODE_TYPES.Identifier
            ? specifier.imported.name
            : specifier.imported.value;
      names.push(`${JSON.stringify(imported)}: ${local}`);
      places[imported] = [specifier.loc.start.line, specifier.loc.start.column + 1];
    }
  }
  const library = `$library(${JSON.stringify(node.source.value)}, ${JSON.stringify(places)})`;
  return [
    ...(whole === undefined ? [] : [`const ${whole} = ${library};`]),
    ...(names.length > 0 ? [`const { ${names.join(', ')} } = ${library};`] : []),
  ];
}

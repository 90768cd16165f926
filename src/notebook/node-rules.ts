/** Rules for the code of a cell that its syntax alone decides. */

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import type { CellMistake, Told } from './cell-mistake.ts';
import { eachNode } from './each-node.ts';
import { refuseUnreproducible } from './reproducible.ts';
import type { CellKind } from './types.ts';

/** Mistakes that single nodes of the code are. */
export function mistakesOfNodes(kind: CellKind, program: TSESTree.Program): CellMistake[] {
  const mistakes: CellMistake[] = [];
  eachNode(program, (node) => {
    const told = refuseForm(kind, node) ?? refuseUnreproducible(kind, node);
    if (told) mistakes.push({ ...told, start: node.range[0], length: firstLine(node) });
  });
  return mistakes;
}

/** What is wrong with the form of a node. */
function refuseForm(kind: CellKind, node: TSESTree.Node): Told | undefined {
  if (node.type.startsWith('Export'))
    return {
      summary: 'a cell does not export',
      remedy: 'Delete “export”: every top-level declaration of a cell is already visible to the others.',
    };
  if ('declare' in node && node.declare)
    return {
      summary: '“declare” declares nothing that is there when the cell runs',
      remedy: 'Give it a value; a name of another cell is there without any declaration.',
    };
  switch (node.type) {
    case AST_NODE_TYPES.ImportExpression:
      return {
        summary: 'a cell does not import while it runs',
        remedy: 'Write import … from "…" at its top, so that its frozen output can know what it depends on.',
      };
    case AST_NODE_TYPES.TSImportEqualsDeclaration:
      return { summary: 'a cell imports with “from”', remedy: 'Write import … from "…".' };
    case AST_NODE_TYPES.MetaProperty:
      return node.meta.name === 'import'
        ? {
            summary: 'a cell has no address of its own: import.meta is not for cells',
            remedy: 'Read data with asset("name") from #data.',
          }
        : undefined;
    case AST_NODE_TYPES.ReturnStatement:
      return insideFunction(node)
        ? undefined
        : {
            summary: 'a cell does not return',
            remedy:
              kind === 'live'
                ? 'Declare what others need: const name = …; every top-level declaration is visible to them.'
                : 'Its last expression is what it shows: delete “return”.',
          };
    case AST_NODE_TYPES.CallExpression:
      return refuseAsset(node);
    default:
      return undefined;
  }
}

/** The name of a data file must stand in the code. */
function refuseAsset({ callee, arguments: [name] }: TSESTree.CallExpression): Told | undefined {
  if (callee.type !== AST_NODE_TYPES.Identifier || callee.name !== 'asset') return undefined;
  return name?.type === AST_NODE_TYPES.Literal && typeof name.value === 'string'
    ? undefined
    : {
        summary: 'the name of a data file must be written out',
        remedy: 'Write asset("name.bin"), so that the build can see that it is there and whether it changed.',
      };
}

function insideFunction(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if ('params' in at && 'body' in at) return true;
  return false;
}

/** How much of a node is marked: its word, or what stands on one line. */
function firstLine(node: TSESTree.Node): number {
  const whole = node.range[1] - node.range[0];
  if (node.type.startsWith('Export')) return 'export'.length;
  if (node.type === AST_NODE_TYPES.ReturnStatement) return 'return'.length;
  return node.loc.start.line === node.loc.end.line ? whole : 1;
}

/** What a cell may not ask, because the answer would be another each time, or in another engine. */

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import type { Told } from './cell-mistake.ts';
import type { CellKind } from './types.ts';

/** What is wrong with a node of a cell’s code, if it would not reproduce. */
export function refuseUnreproducible(kind: CellKind, node: TSESTree.Node): Told | undefined {
  switch (node.type) {
    case AST_NODE_TYPES.NewExpression:
      return node.callee.type === AST_NODE_TYPES.Identifier &&
        node.callee.name === 'Date' &&
        node.arguments.length === 0
        ? clock(kind)
        : undefined;
    case AST_NODE_TYPES.CallExpression:
      return isNow(node) ? clock(kind) : undefined;
    case AST_NODE_TYPES.BinaryExpression:
      return kind === 'live' && node.operator === '**' && !isExactPower(node)
        ? inexact('a power')
        : undefined;
    case AST_NODE_TYPES.MemberExpression:
    case AST_NODE_TYPES.VariableDeclarator:
      return refuseTakenOfMath(kind, takenOfMath(node));
    default:
      return undefined;
  }
}

/** `Date()` and `Date.now()`. */
function isNow({ callee }: TSESTree.CallExpression): boolean {
  return (
    (callee.type === AST_NODE_TYPES.Identifier && callee.name === 'Date') ||
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      callee.object.type === AST_NODE_TYPES.Identifier &&
      callee.object.name === 'Date' &&
      callee.property.type === AST_NODE_TYPES.Identifier &&
      callee.property.name === 'now')
  );
}

const chance = (kind: CellKind): Told => ({
  summary: `Math.random() in a ${kind} cell: what it gives would not reproduce`,
  remedy:
    kind === 'live'
      ? 'Draw from the cell’s seed: import { random } from "#tensor", then random(seed).uniform().'
      : 'Draw the numbers in a live cell, from its seed, and show them here.',
});

const clock = (kind: CellKind): Told => ({
  summary: `the clock in a ${kind} cell: what it gives would not reproduce`,
  remedy: 'The page times the runs of live cells by itself; a date that is meant goes in as a number.',
});

/** What each engine computes in its own way, to the last bits; + − × ÷ and Math.sqrt are the same everywhere. */
const inexactFunctions = /^(a?(sin|cos|tan)h?|atan2|exp|expm1|log|log2|log10|log1p|pow|hypot|cbrt)$/;

const inexact = (what: string): Told => ({
  summary: `${what} in a live cell: engines differ in its last bits`,
  remedy:
    'import { cos, exp, ln, pow, sin, tanh } from "#elementary": the same bits everywhere. A square is x * x.',
});

/** A square is a product; a power of two written numbers is a constant. */
function isExactPower({ left, right }: TSESTree.BinaryExpression): boolean {
  return right.type === AST_NODE_TYPES.Literal && (right.value === 2 || left.type === AST_NODE_TYPES.Literal);
}

function isMath(part: TSESTree.Node | null): boolean {
  return part?.type === AST_NODE_TYPES.Identifier && part.name === 'Math';
}

/** The name that a property is asked for by: `.name` and `['name']`. */
function nameOf(key: TSESTree.Node): string {
  if (key.type === AST_NODE_TYPES.Identifier) return key.name;
  return key.type === AST_NODE_TYPES.Literal ? String(key.value) : '';
}

function refuseTakenOfMath(kind: CellKind, names: readonly string[]): Told | undefined {
  if (names.includes('random')) return chance(kind);
  const differs = kind === 'live' ? names.find((name) => inexactFunctions.test(name)) : undefined;
  return differs === undefined ? undefined : inexact(`Math.${differs}`);
}

/** The names in `Math.sin`, `Math['sin']`, `const { sin, cos } = Math`. */
function takenOfMath(node: TSESTree.MemberExpression | TSESTree.VariableDeclarator): string[] {
  if (node.type === AST_NODE_TYPES.MemberExpression)
    return isMath(node.object) ? [nameOf(node.property)] : [];
  if (!isMath(node.init) || node.id.type !== AST_NODE_TYPES.ObjectPattern) return [];
  return node.id.properties.map((property) =>
    property.type === AST_NODE_TYPES.Property ? nameOf(property.key) : '',
  );
}

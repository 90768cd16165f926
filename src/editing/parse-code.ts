/** TypeScript → its syntax tree, by a parser small enough for a page; the build has TypeScript's own. */

import { tsPlugin } from '@sveltejs/acorn-typescript';
import type { TSESTree } from '@typescript-eslint/types';
import { Parser } from 'acorn';

const TypeScriptParser = Parser.extend(tsPlugin());

/** Where the parser stumbled, and over what. */
export class SyntaxMistake extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A node as the parser gives it, or as it is afterwards. */
export type Node = { type: string; range: [number, number] } & Record<string, unknown>;

/**
 * Parses a cell's code.
 *
 * @throws {SyntaxMistake}
 */
export function parseCode(code: string): TSESTree.Program {
  let program: unknown;
  try {
    program = TypeScriptParser.parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      ranges: true,
      locations: true,
      // A cell's code becomes the body of a function; the rules say what of it may stand there.
      allowReturnOutsideFunction: true,
    });
  } catch (error) {
    const { message, pos } = error as { message: string; pos?: number };
    throw new SyntaxMistake(message.replace(/ \(\d+:\d+\)$/, ''), pos ?? 0);
  }
  adapt(program as Node);
  return program as TSESTree.Program;
}

/**
 * Calls `enter` with every node, those of types too, each before those within it, unless it says `false`. It asks for no list
 * of what a node has, for this parser has nodes that TypeScript's own has not.
 */
export function everyNode(node: Node, enter: (node: Node) => unknown): void {
  if (enter(node) === false) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue;
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(child)) everyNode(child, enter);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

/** Makes of this parser's tree what TypeScript's own gives: other names of a few parts, and lists that may be empty. */
function adapt(program: Node): void {
  everyNode(program, (node) => {
    for (const list of ['decorators', 'implements', 'extends']) node[list] ??= [];
    if (node['parameters'] && node.type !== 'TSIndexSignature') {
      node['params'] = node['parameters'];
      node['returnType'] = node['typeAnnotation'];
      delete node['parameters'];
      delete node['typeAnnotation'];
    }
    rename(node, 'superTypeParameters', 'superTypeArguments');
    if (isNode(node['typeParameters']) && node['typeParameters'].type === 'TSTypeParameterInstantiation')
      rename(node, 'typeParameters', 'typeArguments');
    if (node.type === 'TSTypeParameter' && typeof node['name'] === 'string')
      node['name'] = { type: 'Identifier', name: node['name'], decorators: [], range: node.range };
    if (node.type === 'TSMappedType') {
      const { name, constraint } = node['typeParameter'] as { name: string; constraint: unknown };
      node['key'] = { type: 'Identifier', name, decorators: [], range: node.range };
      node['constraint'] = constraint;
      delete node['typeParameter'];
    }
  });
}

function rename(node: Node, from: string, to: string): void {
  if (!(from in node)) return;
  node[to] = node[from];
  Reflect.deleteProperty(node, from);
}

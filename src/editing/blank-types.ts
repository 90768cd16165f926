/**
 * TypeScript → JavaScript by writing blanks over its types, so that each word of the code stays at its line and column and a
 * run-time error leads back without a source map.
 */

import type { TSESTree } from '@typescript-eslint/types';
import type { CellMistake } from '../notebook/cell-mistake.ts';
import { everyNode, type Node } from './parse-code.ts';

/** Statements that are types and nothing else. */
const statements = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSDeclareFunction',
  'TSDeclareMethod',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSIndexSignature',
]);

const annotations = new Set([
  'TSTypeAnnotation',
  'TSTypeParameterDeclaration',
  'TSTypeParameterInstantiation',
]);

const modifiers = /\b(public|private|protected|readonly|abstract|override|declare)\b/g;

/** What TypeScript makes code of, and what may be written instead. */
const compiled: Readonly<Record<string, string>> = {
  TSEnumDeclaration: 'an enum: write an object, const names = { a: 0, b: 1 }',
  TSModuleDeclaration: 'a namespace: write an object',
  TSParameterProperty:
    'a parameter that is a property: declare the property in the class, and set it in the constructor',
  TSImportEqualsDeclaration: 'import … =: write import … from "…"',
  Decorator: 'a decorator: call the function yourself',
};

/** What of TypeScript cannot be taken away by blanks. */
export function mistakesOfTypes(program: TSESTree.Program): CellMistake[] {
  const mistakes: CellMistake[] = [];
  everyNode(program as unknown as Node, ({ type, range: [start] }) => {
    const told = compiled[type];
    if (told === undefined) return;
    const [what = '', remedy = ''] = told.split(': ');
    mistakes.push({
      summary: `the editor on this page does not know ${what}`,
      remedy: sentence(remedy),
      start,
      length: 1,
    });
  });
  return mistakes;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The code without its types, of the same length and with the same lines. */
export function blankTypes(code: string, program: TSESTree.Program): string {
  const letters = [...Array(code.length).keys()].map((i) => code.charAt(i));
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (letters[i] !== '\n' && letters[i] !== '\r') letters[i] = ' ';
  };
  /** Blanks what the pattern finds first between two places. */
  const blankFirst = (pattern: RegExp, from: number, to: number): void => {
    const match = pattern.exec(code.slice(from, to));
    if (match) blank(from + match.index, from + match.index + match[0].length);
  };
  const brackets: number[] = [];

  everyNode(program as unknown as Node, (node) => {
    const [start, end] = node.range;
    const part = (name: string): Node | undefined => (node[name] ?? undefined) as Node | undefined;
    if (annotations.has(node.type)) {
      blank(start, end);
      return false;
    }
    const nothing =
      statements.has(node.type) ||
      node['importKind'] === 'type' ||
      (/^(Method|Property)Definition$/.test(node.type) &&
        (node['abstract'] === true || node['declare'] === true));
    if (nothing && node.type === 'ImportSpecifier') {
      blank(start, end + (/^\s*,?/.exec(code.slice(end))?.[0].length ?? 0));
      return false;
    }
    if (nothing) {
      blank(start, end);
      // The line above must not go on in the line below.
      letters[start] = ';';
      return false;
    }
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression': {
        const after = part('expression')?.range[1] ?? start;
        const space = /^(\s|\)|\/\*[^]*?\*\/|\/\/.*\n)*/.exec(code.slice(after, end))?.[0].length ?? 0;
        blank(after + space, end);
        break;
      }
      case 'TSNonNullExpression':
        blank(end - 1, end);
        break;
      case 'TSTypeAssertion':
        blank(start, code.indexOf('>', part('typeAnnotation')?.range[1]) + 1);
        break;
      case 'Identifier':
      case 'ObjectPattern':
      case 'ArrayPattern': {
        const annotation = part('typeAnnotation');
        const name = typeof node['name'] === 'string' ? node['name'].length : 0;
        if (node['optional'])
          if (annotation) blankFirst(/\?\s*$/, start + name, annotation.range[0]);
          else blankFirst(/^\s*\?/, name ? start + name : end, end + 1);
        // Only the type of `this` is told; the comma behind it goes too.
        if (node['name'] === 'this' && annotation) {
          const comma = /^\s*,?/.exec(code.slice(annotation.range[1]))?.[0].length ?? 0;
          blank(start, annotation.range[1] + comma);
        }
        break;
      }
      case 'PropertyDefinition':
      case 'MethodDefinition': {
        const key = part('key')?.range ?? [start, start];
        for (const { index, 0: word } of code.slice(start, key[0]).matchAll(modifiers))
          blank(start + index, start + index + word.length);
        if (node['optional'] || node['definite']) blankFirst(/[?!]/, key[1], end);
        break;
      }
      case 'VariableDeclarator': {
        const id = part('id');
        if (node['definite'] && id) blankFirst(/!/, id.range[0], id.range[1]);
        break;
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const body = part('body')?.range[0] ?? start;
        if (node['abstract']) blankFirst(/\babstract\b/, start, body);
        const named = node['implements'] as Node[];
        if (named[0]) blank(code.lastIndexOf('implements', named[0].range[0]), body);
        node['implements'] = [];
        break;
      }
      case 'ArrowFunctionExpression': {
        const returned = part('returnType');
        if (!returned || !code.slice(...returned.range).includes('\n')) break;
        // No line may end between the parameters and the arrow: their bracket moves down to it.
        blank(code.lastIndexOf(')', returned.range[0]), returned.range[0]);
        brackets.push(returned.range[1] - 1);
      }
    }
    return true;
  });
  for (const at of brackets) letters[at] = ')';
  return letters.join('');
}

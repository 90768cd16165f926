/** Rules for the code of a cell that its syntax alone decides. */

import { DefinitionType, type ScopeManager } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import { refuseImport } from './imports.ts';
import { builtins, standardGlobals } from './names.ts';
import { eachNode } from './each-node.ts';
import type { CellKind, CompiledCell } from './types.ts';

/** A mistake at a range of the cell's code. */
export interface CellMistake {
  readonly summary: string;
  readonly remedy: string;
  readonly start: number;
  readonly length: number;
  /** It matters to what is published alone, not to a reader who tries something. */
  readonly ofPublished?: true;
}

/** Mistakes that single nodes of the code are. */
export function mistakesOfNodes(kind: CellKind, program: TSESTree.Program): CellMistake[] {
  const mistakes: CellMistake[] = [];
  eachNode(program, (node) => {
    const told = refuseNode(kind, node);
    if (told) mistakes.push({ ...told, start: node.range[0], length: firstLine(node) });
  });
  return mistakes;
}

type Told = { summary: string; remedy: string } | undefined;

function refuseNode(kind: CellKind, node: TSESTree.Node): Told {
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
      return refuseCall(kind, node);
    case AST_NODE_TYPES.NewExpression:
      return node.callee.type === AST_NODE_TYPES.Identifier &&
        node.callee.name === 'Date' &&
        node.arguments.length === 0
        ? clock(kind)
        : undefined;
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

function refuseCall(kind: CellKind, { callee, arguments: given }: TSESTree.CallExpression): Told {
  if (callee.type === AST_NODE_TYPES.Identifier && callee.name === 'asset') {
    const [name] = given;
    return name?.type === AST_NODE_TYPES.Literal && typeof name.value === 'string'
      ? undefined
      : {
          summary: 'the name of a data file must be written out',
          remedy:
            'Write asset("name.bin"), so that the build can see that it is there and whether it changed.',
        };
  }
  const now =
    (callee.type === AST_NODE_TYPES.Identifier && callee.name === 'Date') ||
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      callee.object.type === AST_NODE_TYPES.Identifier &&
      callee.object.name === 'Date' &&
      callee.property.type === AST_NODE_TYPES.Identifier &&
      callee.property.name === 'now');
  return now ? clock(kind) : undefined;
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

function refuseTakenOfMath(kind: CellKind, names: readonly string[]): Told {
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

function insideFunction(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if ('params' in at && 'body' in at) return true;
  return false;
}

function firstLine(node: TSESTree.Node): number {
  const whole = node.range[1] - node.range[0];
  if (node.type.startsWith('Export')) return 'export'.length;
  if (node.type === AST_NODE_TYPES.ReturnStatement) return 'return'.length;
  return node.loc.start.line === node.loc.end.line ? whole : 1;
}

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

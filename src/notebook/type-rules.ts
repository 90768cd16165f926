/** What types decide beyond TypeScript's own rules: what may cross, what the prose can show, what a view cell shows. */

import ts from 'typescript';
import type { Assembled } from './assemble.ts';
import { findNoCrossing } from './crossing.ts';
import { sourceOffset } from './parse.ts';
import { lineAndColumn, NotebookProblem } from './problem.ts';
import { nearest } from './spelling.ts';
import type { LinkedCell, LinkedChapter, ValueSource } from './types.ts';

/** Uses of a chapter's values where they must cross, or be shown in the prose; `uses` declares each of them. */
export function checkUses(
  checker: ts.TypeChecker,
  uses: ts.SourceFile,
  chapter: LinkedChapter,
  /** Cells with type errors: what is said of their values would be an echo. */
  wrong: ReadonlySet<LinkedCell>,
): NotebookProblem[] {
  const declared = new Map(
    (checker.getSymbolAtLocation(uses)
      ? checker.getExportsOfModule(checker.getSymbolAtLocation(uses) as ts.Symbol)
      : []
    ).map((symbol) => [symbol.name, checker.getTypeOfSymbol(symbol)]),
  );
  const cellOf = (name: string): LinkedCell | undefined =>
    chapter.cells.find((cell) => cell.outputs.some((output) => output.name === name));

  const refuse = (
    name: string,
    user: string,
    offset: number,
    length: number,
  ): NotebookProblem | undefined => {
    const type = declared.get(name);
    const from = cellOf(name);
    if (!type || !from || wrong.has(from)) return undefined;
    const found = findNoCrossing(checker, type, name);
    if (!found) return undefined;
    const { line } = lineAndColumn(chapter.text, from.source.offset);
    const place = `cell “${from.source.id}” (line ${line})`;
    return new NotebookProblem(
      `“${name}” cannot come to ${user}: ${found.path} is ${found.what}`,
      from.source.kind === 'live'
        ? `It stays in the worker, in ${place}. Declare in a live cell what the page needs of it: ${found.remedy}.`
        : `It stays on the page, in ${place}. Give the live cell plain data: ${found.remedy}.`,
      { file: chapter.file, text: chapter.text, offset, length },
    );
  };

  const ofCells = chapter.cells.flatMap((cell) =>
    cell.inputs.flatMap(({ name }) => {
      if (cellOf(name)?.source.kind === cell.source.kind) return [];
      const place = cell.free.find((use) => use.name === name);
      const user = cell.source.kind === 'view' ? 'the page' : 'the worker';
      return refuse(name, user, sourceOffset(cell.source, place?.offset ?? 0), name.length) ?? [];
    }),
  );
  const ofValues = chapter.values.flatMap((value) => {
    const from = cellOf(value.name);
    const type = declared.get(value.name);
    if (!from || !type || wrong.has(from)) return [];
    const crossing =
      from.source.kind === 'live' ? refuse(value.name, 'the prose', value.offset, value.length) : undefined;
    return crossing ?? checkShown(checker, type, value, chapter) ?? [];
  });
  const ofClaims = chapter.claims.flatMap((claim) =>
    claim.inputs.flatMap(({ name }) => {
      if (cellOf(name)?.source.kind !== 'live') return [];
      return refuse(name, `claim “${claim.id}”`, claim.offset, '<Claim'.length) ?? [];
    }),
  );
  return [...ofCells, ...ofValues, ...ofClaims];
}

/** The path of a `<Value>`, and whether its end can be shown in the form that is asked for. */
function checkShown(
  checker: ts.TypeChecker,
  type: ts.Type,
  value: ValueSource,
  chapter: LinkedChapter,
): NotebookProblem | undefined {
  const problem = (summary: string, remedy: string): NotebookProblem =>
    new NotebookProblem(summary, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: value.offset,
      length: value.length,
    });
  let at = [type];
  let path = value.name;
  for (const step of value.path) {
    const members = at.flatMap((member) => membersOf(checker, member));
    if (members.some(isAnything)) return undefined;
    const next = members.flatMap((member) => stepInto(checker, member, step) ?? []);
    if (next.length === 0) {
      const known = members.flatMap((member) =>
        checker.isArrayType(member) ? [] : checker.getPropertiesOfType(member).map(({ name }) => name),
      );
      const close = nearest(step, known);
      const asArray = members.some((member) => checker.isArrayType(member) || checker.isTupleType(member));
      return problem(
        `“${path}” has no “${step}”`,
        close
          ? `Did you mean “${close}”?`
          : asArray
            ? 'It is a list: a number leads to one of its items, counted from 0.'
            : known.length > 0
              ? `It has ${known.slice(0, 12).join(', ')}.`
              : `It is ${describe(checker, at)}, which has no parts: end the path there.`,
      );
    }
    at = next;
    path += `.${step}`;
  }
  const members = at.flatMap((member) => membersOf(checker, member));
  if (members.some(isAnything)) return undefined;
  const number = (member: ts.Type): boolean => (member.flags & ts.TypeFlags.NumberLike) !== 0;
  const form = value.as ?? 'text';
  if (form === 'data') return undefined;
  if (form !== 'text' && !members.every(number))
    return problem(
      `“${path}” is ${describe(checker, at)}, and as="${form}" shows a number`,
      'Write as="text", or lead the path to a number.',
    );
  if (!members.every((member) => isText(checker, member)))
    return problem(
      `“${path}” is ${describe(checker, at)}, which the prose cannot show`,
      'Lead the path on to a number, a text or a truth value: of="name.part".',
    );
  return undefined;
}

const describe = (checker: ts.TypeChecker, types: readonly ts.Type[]): string => {
  const text = types.map((type) => checker.typeToString(type)).join(' | ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

function membersOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const present = checker.getNonNullableType(type);
  return present.isUnion() ? present.types : [present];
}

function isAnything(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) !== 0;
}

function isText(checker: ts.TypeChecker, type: ts.Type): boolean {
  const primitive = ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike | ts.TypeFlags.BooleanLike;
  if (type.flags & primitive) return true;
  return (
    (checker.isArrayType(type) || checker.isTupleType(type)) &&
    checker
      .getTypeArguments(type as ts.TypeReference)
      .every((item) => membersOf(checker, item).every((member) => member.flags & primitive))
  );
}

function stepInto(checker: ts.TypeChecker, type: ts.Type, step: string): ts.Type | undefined {
  const property = checker.getPropertyOfType(type, step);
  if (property) return checker.getTypeOfSymbol(property);
  const byNumber = /^\d+$/.test(step) ? checker.getIndexInfoOfType(type, ts.IndexKind.Number) : undefined;
  return (byNumber ?? checker.getIndexInfoOfType(type, ts.IndexKind.String))?.type;
}

/** Statements of a cell that do something else than they seem to. */
export function checkStatements(
  checker: ts.TypeChecker,
  source: ts.SourceFile,
  file: { readonly chapter: LinkedChapter; readonly cell: LinkedCell; readonly tangled: Assembled },
): NotebookProblem[] {
  const { chapter, cell, tangled } = file;
  const problem = (node: ts.Node, summary: string, remedy: string): NotebookProblem => {
    const start = node.getStart(source);
    return new NotebookProblem(summary, remedy, {
      file: chapter.file,
      text: chapter.text,
      offset: tangled.locate(start) ?? cell.source.offset,
      length: node.getText(source).split('\n', 1)[0]?.length ?? 1,
    });
  };
  return bodyOf(source).flatMap((statement) => {
    if (ts.isExpressionStatement(statement))
      return isPromise(checker, checker.getTypeAtLocation(statement.expression))
        ? problem(
            statement,
            'nothing waits for this promise',
            'Write await before it, or give what it settles to a name.',
          )
        : [];
    const shown = shownExpression(statement);
    if (!shown) return [];
    const type = checker.getTypeAtLocation(shown);
    if (isPromise(checker, type))
      return problem(shown, 'the last expression of a view cell is a promise', 'Write await before it.');
    if (isShowable(checker, type) || changes(shown)) return [];
    return problem(
      shown,
      `the last expression of a view cell is shown, but this is ${describe(checker, [type])}`,
      'End with what plot(…) or an Inputs control gives; a number goes into the prose: <Value of="name" />.',
    );
  });
}

/** The statements of the function that a cell's module exports. */
function bodyOf(source: ts.SourceFile): readonly ts.Statement[] {
  for (const statement of source.statements)
    if (
      ts.isExportAssignment(statement) &&
      ts.isArrowFunction(statement.expression) &&
      ts.isBlock(statement.expression.body)
    )
      return statement.expression.body.statements;
  return [];
}

/** The expression that the tangle named `$display`. */
function shownExpression(statement: ts.Statement): ts.Expression | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  if (!declaration?.initializer || !ts.isIdentifier(declaration.name)) return undefined;
  if (declaration.name.text !== '$display') return undefined;
  return ts.isParenthesizedExpression(declaration.initializer)
    ? declaration.initializer.expression
    : declaration.initializer;
}

function isPromise(checker: ts.TypeChecker, type: ts.Type): boolean {
  const then = !isAnything(type) && type.getProperty('then');
  return Boolean(then) && checker.getTypeOfSymbol(then as ts.Symbol).getCallSignatures().length > 0;
}

/** A node of the page, a control, or nothing at all. */
function isShowable(checker: ts.TypeChecker, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  const nothing =
    ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.BooleanLiteral;
  const one = (member: ts.Type): boolean =>
    isAnything(member) ||
    checker.getPropertyOfType(member, 'nodeType') !== undefined ||
    checker.getPropertyOfType(member, 'element') !== undefined;
  if (members.length === 1 && type.flags & ts.TypeFlags.BooleanLiteral) return false;
  return (
    members.every((member) => one(member) || (member.flags & nothing) !== 0) &&
    (members.some(one) || members.every((member) => !(member.flags & ts.TypeFlags.BooleanLiteral)))
  );
}

/** Written for what it does and not for what it gives: `x = 1`, `count++`. */
function changes(expression: ts.Expression): boolean {
  if (ts.isBinaryExpression(expression))
    return (
      expression.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      expression.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  return ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression)
    ? expression.operator === ts.SyntaxKind.PlusPlusToken ||
        expression.operator === ts.SyntaxKind.MinusMinusToken
    : ts.isDeleteExpression(expression);
}

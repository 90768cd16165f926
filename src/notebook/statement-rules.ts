/** What types decide of a cell's statements: whether each does what it seems to, and the last can be shown. */

import ts from 'typescript';
import type { Assembled } from './assemble.ts';
import { NotebookProblem } from './problem.ts';
import { describeTypes, isAnything } from './type-words.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

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
      `the last expression of a view cell is shown, but this is ${describeTypes(checker, [type])}`,
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

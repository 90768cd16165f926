/** What types decide of a `<Value>`: whether its path leads to something that the prose can show. */

import ts from 'typescript';
import { NotebookProblem } from './problem.ts';
import { nearest } from './spelling.ts';
import { describeTypes, isAnything, membersOf } from './type-words.ts';
import type { LinkedChapter, ValueSource } from './types.ts';

/** The path of a `<Value>`, and whether its end can be shown in the form that is asked for. */
export function checkShown(
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
              : `It is ${describeTypes(checker, at)}, which has no parts: end the path there.`,
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
      `“${path}” is ${describeTypes(checker, at)}, and as="${form}" shows a number`,
      'Write as="text", or lead the path to a number.',
    );
  if (!members.every((member) => isText(checker, member)))
    return problem(
      `“${path}” is ${describeTypes(checker, at)}, which the prose cannot show`,
      'Lead the path on to a number, a text or a truth value: of="name.part".',
    );
  return undefined;
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

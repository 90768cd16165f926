/** Types in the words of a message, and taken apart. */

import ts from 'typescript';

/** As TypeScript writes them, in at most sixty letters. */
export const describeTypes = (checker: ts.TypeChecker, types: readonly ts.Type[]): string => {
  const text = types.map((type) => checker.typeToString(type)).join(' | ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Those that a value may have where it is there. */
export function membersOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const present = checker.getNonNullableType(type);
  return present.isUnion() ? present.types : [present];
}

/** Nothing can be said of its values. */
export function isAnything(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) !== 0;
}

/**
 * Decides from its type whether a value can cross between the worker and the page. What crosses is plain data, which JSON
 * holds without loss: numbers, strings, booleans, null, arrays and plain objects of these.
 */

import ts from 'typescript';

/** Why a value cannot cross: `path` leads to the part that cannot, from the value's name on. */
export interface NoCrossing {
  readonly path: string;
  /** What that part is, with its article. */
  readonly what: string;
  readonly remedy: string;
}

const plainRemedy = 'numbers, strings, arrays and plain objects';

/** Classes of the language that are no plain data, and what to give instead. */
const builtinClasses: Readonly<Record<string, string>> = {
  Map: 'Object.fromEntries(map), or [...map]',
  ReadonlyMap: 'Object.fromEntries(map), or [...map]',
  Set: '[...set]',
  ReadonlySet: '[...set]',
  Date: 'date.getTime()',
  RegExp: 'its source',
  Error: 'its message',
  Promise: 'what it settles to: await it',
  ArrayBuffer: 'Array.from(new Uint8Array(buffer))',
  DataView: 'Array.from(values)',
};

/**
 * The first part of a value of this type that cannot cross; `undefined` when all can, or when the type does not say
 * (`any`, `unknown`): then the freeze decides, from the value itself.
 */
export function findNoCrossing(checker: ts.TypeChecker, type: ts.Type, name: string): NoCrossing | undefined {
  const seen = new Set<ts.Type>();
  const find = (part: ts.Type, path: string): NoCrossing | undefined => {
    if (seen.has(part)) return undefined;
    seen.add(part);
    if (part.flags & plainFlags) return undefined;
    if (part.isUnionOrIntersection()) return firstOf(part.types, (member) => find(member, path));
    const wrong = wrongItself(checker, part);
    if (wrong) return { path, ...wrong };
    if (checker.isArrayType(part) || checker.isTupleType(part))
      return firstOf(checker.getTypeArguments(part as ts.TypeReference), (item) => find(item, `${path}[…]`));
    for (const info of checker.getIndexInfosOfType(part)) {
      const found = find(info.type, `${path}[…]`);
      if (found) return found;
    }
    return firstOf(checker.getPropertiesOfType(part), (property) =>
      find(checker.getTypeOfSymbol(property), `${path}.${property.name}`),
    );
  };
  return find(type, name);
}

const plainFlags =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Never |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.StringLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.EnumLike |
  ts.TypeFlags.Null |
  ts.TypeFlags.Undefined;

/** What this type is, if it cannot cross whatever it is made of. */
function wrongItself(checker: ts.TypeChecker, type: ts.Type): Omit<NoCrossing, 'path'> | undefined {
  if (type.flags & ts.TypeFlags.Void)
    return { what: 'nothing', remedy: 'a value, or null for what is missing' };
  if (type.flags & ts.TypeFlags.BigIntLike) return { what: 'a bigint', remedy: 'Number(it), or String(it)' };
  if (type.flags & ts.TypeFlags.ESSymbolLike) return { what: 'a symbol', remedy: plainRemedy };
  if (type.getCallSignatures().length > 0) return { what: 'a function', remedy: 'what it returns' };
  if (type.getConstructSignatures().length > 0) return { what: 'a class', remedy: plainRemedy };
  if (checker.isArrayType(type) || checker.isTupleType(type)) return undefined;
  const name = type.symbol?.name ?? '';
  const article = /^[AEIO]/.test(name) ? 'an' : 'a';
  if (isTypedArray(name)) return { what: `${article} ${name}`, remedy: 'Array.from(values)' };
  const instead = builtinClasses[name];
  if (instead && isOfLibrary(type)) return { what: `${article} ${name}`, remedy: instead };
  if (isTensor(type))
    return { what: 'a tensor', remedy: 'Array.from(tensor.dataSync()), or a number computed from it' };
  const isClass = (type.symbol?.flags ?? 0) & ts.SymbolFlags.Class;
  const method = type.getProperties().find((property) => isMethod(checker, property));
  if (isClass || (method && isOfLibrary(type)))
    return { what: `${article} ${name === '__type' ? 'object with methods' : name}`, remedy: plainRemedy };
  return undefined;
}

function isTypedArray(name: string): boolean {
  return /^(Int8|Uint8|Uint8Clamped|Int16|Uint16|Int32|Uint32|Float16|Float32|Float64|BigInt64|BigUint64)Array$/.test(
    name,
  );
}

function isTensor(type: ts.Type): boolean {
  return type.getProperty('dataSync') !== undefined && type.getProperty('shape') !== undefined;
}

function isMethod(checker: ts.TypeChecker, property: ts.Symbol): boolean {
  return checker.getTypeOfSymbol(property).getCallSignatures().length > 0;
}

/** Declared by TypeScript's own library: the classes of the language and of the page. */
function isOfLibrary(type: ts.Type): boolean {
  return (type.symbol?.declarations ?? []).some((declaration) =>
    /[\\/]typescript[\\/]lib[\\/]lib\./.test(declaration.getSourceFile().fileName),
  );
}

function firstOf<T, R>(items: readonly T[], act: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = act(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

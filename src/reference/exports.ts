/** What a module of the library exports, found in its sources: declarations and where they stand. */

import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

type Declaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration;

/** One exported name. */
export interface Export {
  readonly name: string;
  /** A type is there for the compiler alone; a value can be called or used in an example. */
  readonly kind: 'value' | 'type';
  /** Source of its declaration, relative to the project; the name of the package for what a package exports. */
  readonly file: string;
  /** Its declarations, several for an overloaded function; none for what a package exports. */
  readonly declarations: readonly Declaration[];
}

const parsed = new Map<string, ts.SourceFile>();

/** A source file as a syntax tree, kept for as long as its text does not change. */
export function parseSource(root: string, file: string): ts.SourceFile {
  const text = readFileSync(join(root, file), 'utf8');
  const before = parsed.get(join(root, file));
  if (before?.text === text) return before;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  parsed.set(join(root, file), source);
  return source;
}

/** Changes when one of the sources that were parsed so far does. */
export function stampOfSources(): string {
  return [...parsed.keys()].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs).join();
}

/** Names and declarations of the top level of a source, exported or not. */
export function declarationsOf(source: ts.SourceFile): Map<string, Declaration[]> {
  const found = new Map<string, Declaration[]>();
  const add = (name: string, declaration: Declaration): void => {
    found.set(name, [...(found.get(name) ?? []), declaration]);
  };
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations)
        if (ts.isIdentifier(declaration.name)) add(declaration.name.text, declaration);
    } else if (
      (ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)) &&
      statement.name
    )
      add(statement.name.text, statement);
  }
  return found;
}

/** The file behind a relative specifier, relative to the project. */
export function resolveRelative(from: string, specifier: string): string {
  return join(dirname(from), specifier).replaceAll('\\', '/');
}

/** All exports of a source file, in its order: its own, and those that it passes on. */
export function exportsOf(root: string, file: string): Export[] {
  const source = parseSource(root, file);
  const local = declarationsOf(source);
  const own = (name: string, as: string): Export[] => {
    const declarations = local.get(name) ?? [];
    return declarations.length > 0 ? [{ name: as, kind: kindOf(declarations), file, declarations }] : [];
  };
  const exported = source.statements.flatMap((statement): Export[] => {
    if (ts.isExportDeclaration(statement)) return passedOn(root, file, statement, own);
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    return [...local].flatMap(([name, declarations]) =>
      declarations.some((one) => one === statement || one.parent.parent === statement) ? own(name, name) : [],
    );
  });
  // An overloaded function is met once for each of its declarations.
  return [...new Map(exported.map((one) => [one.name, one])).values()];
}

function passedOn(
  root: string,
  file: string,
  { moduleSpecifier, exportClause, isTypeOnly }: ts.ExportDeclaration,
  own: (name: string, as: string) => Export[],
): Export[] {
  const names =
    exportClause && ts.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name, propertyName, isTypeOnly: alone }) => ({
          name: name.text,
          from: (propertyName ?? name).text,
          type: isTypeOnly || alone,
        }))
      : undefined;
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier))
    return (names ?? []).flatMap(({ name, from }) => own(from, name));
  if (!moduleSpecifier.text.startsWith('.'))
    return (names ?? []).map(({ name, type }) => ({
      name,
      kind: type ? 'type' : 'value',
      file: moduleSpecifier.text,
      declarations: [],
    }));
  const target = exportsOf(root, resolveRelative(file, moduleSpecifier.text));
  return names
    ? names.flatMap(({ name, from }) =>
        target.filter((one) => one.name === from).map((one) => ({ ...one, name })),
      )
    : target;
}

function kindOf(declarations: readonly Declaration[]): Export['kind'] {
  return declarations.every((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one))
    ? 'type'
    : 'value';
}

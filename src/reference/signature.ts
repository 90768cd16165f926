/** How a declaration is called: its text without what it does. */

import ts from 'typescript';
import { declarationsOf, parseSource, resolveRelative, type Export } from './exports.ts';

/** The signature of an export as TypeScript: all overloads of a function, the members of a class, the whole of a type. */
export function signatureOf({ declarations }: Export): string {
  const overloads = declarations.filter((one) => ts.isFunctionDeclaration(one) && !one.body);
  return (overloads.length > 0 ? overloads : declarations).map(signature).join('\n');
}

function signature(declaration: Export['declarations'][number]): string {
  if (ts.isVariableDeclaration(declaration)) return variable(declaration);
  if (ts.isFunctionDeclaration(declaration)) return head(declaration, declaration.body);
  if (ts.isClassDeclaration(declaration)) return classHead(declaration);
  return bare(declaration.getText());
}

/** `const cos = (x: number): number => …` is called like a function, and shown as one. */
function variable(declaration: ts.VariableDeclaration): string {
  const name = declaration.name.getText();
  const { initializer, type } = declaration;
  if (type) return `const ${name}: ${type.getText()}`;
  if (!initializer || !ts.isArrowFunction(initializer)) return `const ${name}`;
  const source = initializer.getText();
  const arrow = initializer.equalsGreaterThanToken.getStart() - initializer.getStart();
  return `function ${name}${source.slice(0, arrow).trimEnd()}`;
}

function head(declaration: ts.FunctionDeclaration, body: ts.Block | undefined): string {
  const text = declaration.getText();
  return bare(body ? text.slice(0, body.getStart() - declaration.getStart()) : text);
}

function classHead(declaration: ts.ClassDeclaration): string {
  const start = declaration.getStart();
  const opening = declaration.getText().slice(0, declaration.members.pos - start);
  const isPublic = (member: ts.ClassElement): boolean =>
    !(ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) &&
    !(member.name && ts.isPrivateIdentifier(member.name));
  const members = declaration.members.filter(isPublic).map((member) => {
    const text = member.getText();
    const body = 'body' in member && member.body ? (member.body as ts.Node) : undefined;
    return `  ${(body ? text.slice(0, body.getStart() - member.getStart()) : text).replace(/[\s;]+$/, '')};`;
  });
  return bare(`${opening}\n${members.join('\n')}\n}`);
}

const bare = (text: string): string => text.replace(/^export\s+/, '').trimEnd();

/** Types that a signature names and that the module does not export by themselves, such as the options of a layer. */
export function namedTypes(root: string, one: Export, exported: ReadonlySet<string>): string[] {
  const found = new Map<string, string>();
  for (const declaration of one.declarations) {
    if (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) continue;
    const types: (ts.Node | undefined)[] = callable(declaration);
    for (const name of types.flatMap((type) => (type ? typeNames(type) : []))) {
      if (exported.has(name) || found.has(name)) continue;
      const declared = findType(root, one.file, name);
      if (declared) found.set(name, bare(declared.getText()));
    }
  }
  return [...found.values()];
}

function callable(declaration: Export['declarations'][number]): (ts.Node | undefined)[] {
  if (ts.isFunctionDeclaration(declaration))
    return [...declaration.parameters.map(({ type }) => type), declaration.type];
  if (!ts.isVariableDeclaration(declaration)) return [];
  const { initializer, type } = declaration;
  return initializer && ts.isArrowFunction(initializer)
    ? [...initializer.parameters.map((parameter) => parameter.type), initializer.type]
    : [type];
}

function typeNames(node: ts.Node): string[] {
  const names = ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) ? [node.typeName.text] : [];
  node.forEachChild((child) => void names.push(...typeNames(child)));
  return names;
}

/** An interface or type alias of this name: in the file itself, or where it imports the name from. */
function findType(root: string, file: string, name: string): ts.Declaration | undefined {
  const source = parseSource(root, file);
  const [own] = declarationsOf(source).get(name) ?? [];
  if (own) return ts.isInterfaceDeclaration(own) || ts.isTypeAliasDeclaration(own) ? own : undefined;
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    const imports = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    if (!imports.some((element) => element.name.text === name)) continue;
    const { text } = statement.moduleSpecifier;
    return text.startsWith('.') ? findType(root, resolveRelative(file, text), name) : undefined;
  }
  return undefined;
}

/** What a cell's code reaches: the project's sources, the data files they ask for, the packages they use. */

import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { lockedVersions } from './lock-file.ts';
import type { CellImport } from './types.ts';

export interface Reach {
  /** Sources of the project, relative to it. */
  readonly sources: readonly string[];
  /** `asset('…')` calls in them. */
  readonly assets: readonly { readonly name: string; readonly in: string }[];
  /** The packages that they import, and all that these need, in the versions of the lock file. */
  readonly packages: readonly string[];
}

interface SourceFacts {
  readonly imports: readonly string[];
  readonly assets: readonly string[];
  /** Hash of the code without its comments and layout. */
  readonly hash: string;
}

/** Where data files lie, relative to the project. */
export const assetFolder = 'public/data';

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
};
const printer = ts.createPrinter({ removeComments: true });
const facts = new Map<string, { text: string; facts: SourceFacts }>();

/** Names in `asset('…')` calls of a piece of code. */
export function assetCalls(code: string): { name: string; offset: number }[] {
  return [...code.matchAll(/\basset\(\s*(['"])([^'"]+)\1/g)].map((match) => ({
    name: match[2] ?? '',
    offset: match.index,
  }));
}

/** What a source loads when it runs: imports and re-exports of values, and `import('…')`. */
function importsOf(source: ts.SourceFile, bare: string): string[] {
  const declared = source.statements.flatMap((statement) => {
    const typeOnly =
      (ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly);
    const isModule = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const specifier = isModule && !typeOnly ? statement.moduleSpecifier : undefined;
    return specifier && ts.isStringLiteral(specifier) ? [specifier.text] : [];
  });
  const dynamic = [...bare.matchAll(/\bimport\(\s*(['"])([^'"]+)\1/g)].map((match) => match[2] ?? '');
  return [...declared, ...dynamic];
}

function readFacts(path: string): SourceFacts {
  const text = readFileSync(path, 'utf8');
  const before = facts.get(path);
  if (before?.text === text) return before.facts;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  const bare = printer.printFile(source);
  const read: SourceFacts = {
    imports: importsOf(source, bare),
    assets: assetCalls(bare).map((call) => call.name),
    hash: createHash('sha256').update(bare).digest('hex'),
  };
  facts.set(path, { text, facts: read });
  return read;
}

/** Looks at the project's sources as they are while it is open: each file is read once, each import resolved once. */
export interface Reaching {
  /** Follows the imports of a cell through the project. */
  of(imports: readonly Pick<CellImport, 'specifier'>[]): Reach;
  /** Hash of a source's code, blind to comments and layout. */
  hash(source: string): string;
}

export function openReach(root: string): Reaching {
  const resolved = new Map<string, string | undefined>();
  const known = new Map<string, SourceFacts>();
  const cache = ts.createModuleResolutionCache(root, (name) => name, compilerOptions);

  /** The project's source that an import leads to; `undefined` for a package. */
  const resolve = (specifier: string, from: string): string | undefined => {
    const key = `${dirname(from)} ${specifier}`;
    if (resolved.has(key)) return resolved.get(key);
    const bare = specifier.replace(/\?.*$/, '');
    const { resolvedModule } = ts.resolveModuleName(bare, from, compilerOptions, ts.sys, cache);
    const path =
      resolvedModule?.isExternalLibraryImport === true ? undefined : resolvedModule?.resolvedFileName;
    resolved.set(key, path);
    return path;
  };
  const factsOf = (path: string): SourceFacts => {
    const read = known.get(path) ?? readFacts(path);
    known.set(path, read);
    return read;
  };

  return {
    hash: (source) => factsOf(join(root, source)).hash,
    of(imports) {
      const sources = new Set<string>();
      const assets = new Map<string, string>();
      const packages = new Set<string>();
      const follow = (specifier: string, from: string): void => {
        const path = resolve(specifier, from);
        if (path === undefined) {
          const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
          if (name && !specifier.startsWith('.') && !specifier.startsWith('#')) packages.add(name);
          return;
        }
        const source = relative(root, path).replaceAll('\\', '/');
        if (sources.has(source)) return;
        sources.add(source);
        const { imports: next, assets: asked } = factsOf(path);
        for (const name of asked) if (!assets.has(name)) assets.set(name, source);
        for (const specifierNext of next) follow(specifierNext, path);
      };
      for (const { specifier } of imports) follow(specifier, join(root, 'content/chapters/cell.ts'));
      return {
        sources: [...sources].sort(),
        assets: [...assets].map(([name, source]) => ({ name, in: source })),
        packages: lockedVersions(root, [...packages]),
      };
    },
  };
}

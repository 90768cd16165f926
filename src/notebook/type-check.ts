/** Type-checks the tangled cells and reports each error at its line of the MDX. */

import { join } from 'node:path';
import ts from 'typescript';
import type { Assembled } from './assemble.ts';
import { contractModule, tangleFolder } from './modules.ts';
import { NotebookProblem } from './problem.ts';
import { claimsModule, tangleClaims } from './tangle-claims.ts';
import { moduleName, tangleCell } from './tangle.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

/** Types of packages that ship none. */
const ambient = ['src/runtime/observable-inputs.d.ts'];

interface TangledFile {
  readonly chapter: LinkedChapter;
  /** The cell whose module it is; `undefined` for the chapter's claims. */
  readonly cell: LinkedCell | undefined;
  readonly tangled: Assembled;
}

/**
 * Checks all cells of the chapters in one TypeScript program.
 *
 * @param root the project's folder: its `tsconfig.json` and `package.json` decide options and `#` imports
 * @returns the mistakes found, in the order of the pages
 */
export function checkTypes(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const files = new Map<string, TangledFile>();
  for (const chapter of chapters) {
    const add = (name: string, cell: LinkedCell | undefined, tangled: Assembled): void => {
      files.set(join(root, tangleFolder, chapter.slug, name).replaceAll('\\', '/'), {
        chapter,
        cell,
        tangled,
      });
    };
    for (const cell of chapter.cells)
      add(moduleName(cell.source), cell, tangleCell(chapter, cell, contractModule));
    if (chapter.claims.length > 0) add(claimsModule, undefined, tangleClaims(chapter, contractModule));
  }
  const options = readOptions(root);
  const program = ts.createProgram(
    [...files.keys(), ...ambient.map((path) => join(root, path))],
    options,
    hostWith(options, files),
  );
  return [...files].flatMap(([path, file]) => {
    const source = program.getSourceFile(path);
    if (!source) return [];
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      (diagnostic) => toProblem(file, diagnostic),
    );
  });
}

function readOptions(root: string): ts.CompilerOptions {
  const path = join(root, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, ts.sys.readFile).config,
    ts.sys,
    root,
  );
  // What a cell declares is its output, used or not.
  return {
    ...options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    noImplicitReturns: false,
    noEmit: true,
  };
}

function hostWith(options: ts.CompilerOptions, files: ReadonlyMap<string, TangledFile>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists, getSourceFile } = host;
  const folders = new Set([...files.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.readFile = (path) => files.get(path)?.tangled.code ?? readFile.call(host, path);
  host.directoryExists = (path) =>
    [...folders].some((folder) => folder === path || folder.startsWith(`${path}/`)) ||
    (directoryExists?.call(host, path) ?? true);
  host.getSourceFile = (path, language, onError) => {
    const code = files.get(path)?.tangled.code;
    return code === undefined
      ? getSourceFile.call(host, path, language, onError)
      : ts.createSourceFile(path, code, language, true);
  };
  return host;
}

function toProblem({ chapter, cell, tangled }: TangledFile, diagnostic: ts.Diagnostic): NotebookProblem {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n  ');
  const offset = tangled.locate(diagnostic.start ?? 0) ?? cell?.source.offset ?? 0;
  const where = cell ? `in cell “${cell.source.id}”` : 'in a claim';
  return new NotebookProblem(
    `type error ${where}: ${message} (TS${diagnostic.code})`,
    remedies[diagnostic.code] ?? 'Change the marked code, or the declaration that it disagrees with.',
    { file: chapter.file, text: chapter.text, offset, length: diagnostic.length ?? 1 },
  );
}

const remedies: Readonly<Record<number, string>> = {
  2304: 'Declare the name, import it, or check its spelling.',
  2305: 'Check the spelling of the imported name against the module’s exports.',
  2307: 'Cells import from #tensor, #equivariant, #data, #physics, @observablehq/plot, @observablehq/inputs and d3 modules.',
  2339: 'Check the spelling of the property, or narrow the value before using it.',
  2345: 'Pass a value of the type that the function asks for.',
  2322: 'Give a value of the declared type, or change the declaration.',
  7006: 'Give the parameter a type.',
};

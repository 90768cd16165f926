/** TypeScript over files that are not on disk: kept between checks, so that a second check costs what has changed. */

import { join } from 'node:path';
import ts from 'typescript';

/** Types of packages that ship none. */
const ambient = ['src/runtime/observable-inputs.d.ts'];

export interface TypeService {
  /** Checks these files, by absolute path; what was given before and is not given again is forgotten. */
  program(files: ReadonlyMap<string, string>): ts.Program;
}

/** @param root the project's folder: its `tsconfig.json` and `package.json` decide options and `#` imports */
export function createTypeService(root: string): TypeService {
  const options = readOptions(root);
  let files: ReadonlyMap<string, string> = new Map();
  let folders = new Set<string>();
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...files.keys(), ...ambient.map((path) => join(root, path))],
    // The text of what is given is its version; of a file on disk, the time of its last change.
    getScriptVersion: (path) =>
      files.get(path) ?? String(ts.sys.getModifiedTime?.(path)?.getTime() ?? 'missing'),
    getScriptSnapshot: (path) => {
      const text = files.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => files.has(path) || ts.sys.fileExists(path),
    readFile: (path) => files.get(path) ?? ts.sys.readFile(path),
    directoryExists: (path) => folders.has(path) || ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    ...(ts.sys.realpath ? { realpath: ts.sys.realpath } : {}),
  };
  const service = ts.createLanguageService(host, ts.createDocumentRegistry());
  return {
    program(next) {
      files = next;
      folders = new Set([...files.keys()].flatMap(foldersOf));
      const program = service.getProgram();
      if (!program) throw new Error('TypeScript gave no program for the cells.');
      return program;
    },
  };
}

/** `/a/b/c.ts` → `/a/b`, `/a`. */
function foldersOf(path: string): string[] {
  const at = path.lastIndexOf('/');
  const folder = path.slice(0, at);
  return at <= 0 ? [] : [folder, ...foldersOf(folder)];
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

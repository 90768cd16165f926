/** Type-checks the tangled cells and reports each error at its line of the MDX. */

import { join } from 'node:path';
import ts from 'typescript';
import type { Assembled } from './assemble.ts';
import { importable } from './imports.ts';
import { contractModule, tangleFolder } from './modules.ts';
import { NotebookProblem } from './problem.ts';
import { claimsModule, tangleClaims } from './tangle-claims.ts';
import { moduleName, tangleCell, tangleUses, usesModule } from './tangle.ts';
import { checkStatements } from './statement-rules.ts';
import { checkUses } from './use-rules.ts';
import { createTypeService, type TypeService } from './type-service.ts';
import type { LinkedCell, LinkedChapter } from './types.ts';

interface TangledFile {
  readonly chapter: LinkedChapter;
  /** The cell whose module it is; `undefined` for the chapter's claims. */
  readonly cell: LinkedCell | undefined;
  readonly tangled: Assembled;
}

const services = new Map<string, TypeService>();

/**
 * Checks all cells of the chapters in one TypeScript program, which is kept for the next call.
 *
 * @param root the project's folder
 * @returns the mistakes found, in the order of the pages
 */
export function checkTypes(root: string, chapters: readonly LinkedChapter[]): NotebookProblem[] {
  const pathOf = (chapter: LinkedChapter, name: string): string =>
    join(root, tangleFolder, chapter.slug, name).replaceAll('\\', '/');
  const files = new Map<string, TangledFile>();
  const texts = new Map<string, string>();
  for (const chapter of chapters) {
    const add = (name: string, cell: LinkedCell | undefined, tangled: Assembled): void => {
      files.set(pathOf(chapter, name), { chapter, cell, tangled });
      texts.set(pathOf(chapter, name), tangled.code);
    };
    for (const cell of chapter.cells)
      add(moduleName(cell.source), cell, tangleCell(chapter, cell, contractModule));
    if (chapter.claims.length > 0) add(claimsModule, undefined, tangleClaims(chapter, contractModule));
    texts.set(pathOf(chapter, usesModule), tangleUses(chapter, contractModule));
  }
  const service = services.get(root) ?? createTypeService(root);
  services.set(root, service);
  const program = service.program(texts);
  const checker = program.getTypeChecker();

  const wrong = new Set<LinkedCell>();
  const problems = [...files].flatMap(([path, file]) => {
    const source = program.getSourceFile(path);
    if (!source) return [];
    const diagnostics = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    if (file.cell && diagnostics.length > 0) wrong.add(file.cell);
    return [
      ...diagnostics.map((diagnostic) => toProblem(file, diagnostic)),
      ...(file.cell ? checkStatements(checker, source, { ...file, cell: file.cell }) : []),
    ];
  });
  const uses = chapters.flatMap((chapter) => {
    const source = program.getSourceFile(pathOf(chapter, usesModule));
    return source ? checkUses(checker, source, chapter, wrong) : [];
  });
  return [...problems, ...uses];
}

function toProblem({ chapter, cell, tangled }: TangledFile, diagnostic: ts.Diagnostic): NotebookProblem {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n  ');
  const offset = tangled.locate(diagnostic.start ?? 0) ?? cell?.source.offset ?? 0;
  const where = cell ? `in cell “${cell.source.id}”` : 'in a claim';
  const hints = [
    message,
    ...(diagnostic.relatedInformation ?? []).map((info) =>
      ts.flattenDiagnosticMessageText(info.messageText, ' '),
    ),
  ];
  const meant = /Did you mean (?:to use )?'(\w+)'/.exec(message)?.[1];
  const remedy = hints.some((hint) => hint.includes("forget to use 'await'"))
    ? 'Write await before the promise.'
    : meant
      ? `Did you mean “${meant}”?`
      : (remedies[diagnostic.code] ?? 'Change the marked code, or the declaration that it disagrees with.');
  return new NotebookProblem(`type error ${where}: ${message} (TS${diagnostic.code})`, remedy, {
    file: chapter.file,
    text: chapter.text,
    offset,
    length: diagnostic.length ?? 1,
  });
}

const nullish = 'Say what happens when it is not there: ?. or ??, or an if before it.';
const spelling = 'Check the spelling of the property, or narrow the value before using it.';

const remedies: Readonly<Record<number, string>> = {
  1155: 'Give the constant its value.',
  1294: 'Use what JavaScript itself has: an object or a union of strings for an enum, a module for a namespace.',
  2304: 'Declare the name, import it, or check its spelling.',
  2305: 'Check the spelling of the imported name against the module’s exports.',
  2307: `Cells import from ${importable}.`,
  2322: 'Give a value of the declared type, or change the declaration.',
  2339: spelling,
  2345: 'Pass a value of the type that the function asks for.',
  2349: 'Only functions are called; look at what stands before the parentheses.',
  2451: 'Rename one of the two.',
  2531: nullish,
  2532: nullish,
  2551: spelling,
  2554: 'Pass as many arguments as the function declares.',
  2588: 'Declare it with let, or give the new value another name.',
  7006: 'Give the parameter a type.',
  18046: 'Check what it is before using it, such as typeof value === "number".',
  18047: nullish,
  18048: nullish,
  18049: nullish,
};

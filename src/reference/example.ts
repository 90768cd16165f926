/**
 * The code of an `@example` → a live cell that keeps its names to itself and gives one value: that of its last expression,
 * or of what it declares last.
 */

import ts from 'typescript';
import { codeOf } from '../notebook/parse.ts';
import type { CellSource, SourceLine } from '../notebook/types.ts';

/** `lifting-conv-example` → `liftingConvExample`: the name of the value that the page shows. */
export function valueName(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The cell that runs an example. What the example declares stays in the worker until the cell runs again. */
export function wrapExample(cell: CellSource): CellSource {
  const shown = codeOf(cell);
  const source = ts.createSourceFile(`${cell.id}.ts`, shown, ts.ScriptTarget.ESNext, true);
  const lineOf = (offset: number): number => source.getLineAndCharacterOfPosition(offset).line;
  const imports = source.statements.filter(ts.isImportDeclaration);
  const lastImport = imports.at(-1);
  const bodyFrom = lastImport ? lineOf(lastImport.end) + 1 : 0;
  const last = source.statements.findLast((statement) => !ts.isEmptyStatement(statement));
  const names = declaredNames(source);

  const name = valueName(cell.id);
  const generated = (text: string): SourceLine => ({ text, offset: cell.offset });
  const lines = [...cell.lines];
  let result = names.at(-1) ?? 'null';
  if (last && ts.isExpressionStatement(last)) {
    const { line, character } = source.getLineAndCharacterOfPosition(last.getStart());
    const before = lines[line];
    // The prefix stands before the line's own text, so that columns after it are still right.
    if (before)
      lines[line] = {
        text: `${before.text.slice(0, character)}const $shown = ${before.text.slice(character)}`,
        offset: before.offset - 'const $shown = '.length,
      };
    result = '$shown';
  }
  return {
    ...cell,
    shown,
    lines: [
      ...lines.slice(0, bodyFrom),
      generated(`const ${name}Run = await (async () => {`),
      ...lines.slice(bodyFrom),
      generated(`return { held: [${names.join(', ')}], shown: ${result} };`),
      generated('})();'),
      generated(`const ${name} = ${name}Run.shown;`),
    ],
  };
}

function declaredNames(source: ts.SourceFile): string[] {
  const names = (binding: ts.BindingName): string[] =>
    ts.isIdentifier(binding)
      ? [binding.text]
      : binding.elements.flatMap((element) => (ts.isBindingElement(element) ? names(element.name) : []));
  return source.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ name }) => names(name))
      : [],
  );
}

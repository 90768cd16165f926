/** What a reader's code can import. A namespace is whole here, for nobody knows what of it will be asked for. */

import * as data from '#data';
import * as elementary from '#elementary';
import * as equivariant from '#equivariant';
import * as physics from '#physics';
import * as networks from '#physics/networks';
import * as tensor from '#tensor';
import { nearest } from '../notebook/spelling.ts';
import { libraryNames } from './library-names.ts';

const libraries: Readonly<Record<(typeof libraryNames)[number], Readonly<Record<string, unknown>>>> = {
  '#data': data,
  '#elementary': elementary,
  '#equivariant': equivariant,
  '#physics': physics,
  '#physics/networks': networks,
  '#tensor': tensor,
};

/** An import of what is not there, with its place in the code. */
export class ImportMistake extends Error {
  override readonly name = 'ImportMistake';
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/**
 * What one import gives.
 *
 * @param names asked for, with line and column of each
 * @throws {ImportMistake}
 */
export function library(
  specifier: string,
  names: Readonly<Record<string, readonly [line: number, column: number]>>,
): Readonly<Record<string, unknown>> {
  const known = libraryNames.find((name) => name === specifier);
  const found = known === undefined ? {} : libraries[known];
  for (const [name, [line, column]] of Object.entries(names)) {
    if (name in found) continue;
    const close = nearest(name, Object.keys(found));
    throw new ImportMistake(
      `“${specifier}” has no “${name}”.${close ? ` Did you mean “${close}”?` : ''}`,
      line,
      column,
    );
  }
  return found;
}

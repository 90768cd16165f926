/** What crosses from a live cell to the page must be plain data: JSON holds it without loss. */

import type { LinkedCell, LinkedChapter } from '../types.ts';

/** @throws {Error} that names the cell, the path to the value, and what to write instead */
export function assertPlain(
  outputs: Readonly<Record<string, unknown>>,
  chapter: LinkedChapter,
  cell: LinkedCell,
): void {
  for (const [name, value] of Object.entries(outputs)) {
    const wrong = findWrong(value, name);
    if (wrong)
      throw new Error(
        `${wrong.path} is ${wrong.what}, which cannot be published. Remedy: in cell “${cell.source.id}” of ${chapter.file}, give the page ${wrong.remedy}.`,
      );
  }
}

function findWrong(value: unknown, path: string): { path: string; what: string; remedy: string } | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? undefined
      : { path, what: String(value), remedy: 'finite numbers, or null for what is missing' };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (value === undefined) return { path, what: 'undefined', remedy: 'null for what is missing' };
  if (ArrayBuffer.isView(value)) return { path, what: 'a typed array', remedy: 'Array.from(values)' };
  if (typeof value !== 'object')
    return { path, what: `a ${typeof value}`, remedy: 'numbers, strings, arrays and plain objects' };
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    return {
      path,
      what: `a ${value.constructor.name}`,
      remedy: 'numbers, strings, arrays and plain objects',
    };
  for (const [key, item] of Object.entries(value)) {
    const wrong = findWrong(item, `${path}.${key}`);
    if (wrong) return wrong;
  }
  return undefined;
}

/** What of a value is no plain data, which JSON holds without loss: nothing else crosses from a live cell to the page. */

/** The first part that is not plain: the path to it, what it is, and what to give instead. */
export function findWrong(
  value: unknown,
  path: string,
): { path: string; what: string; remedy: string } | undefined {
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

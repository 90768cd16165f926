import type { Operation, Trace } from './trace.ts';

type Numbers = Float32Array | Int32Array | Uint8Array;

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array;

/** Whether two attributes, or lists or records of them, are the same; NaN is itself, −0 is not 0. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  // Entry by entry, megabytes of numbers would become as many objects.
  if (isNumbers(a) && isNumbers(b))
    return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([name, value], i) => right[i]![0] === name && same(value, right[i]![1]))
  );
}

const described = ({ name, operands }: Operation): string =>
  `${name} of ${operands.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ')}`;

/** Where two runs of one step did not do the same, in words; null when they did. */
export function disagreement(first: Trace<unknown>, second: Trace<unknown>): string | null {
  for (const [i, operation] of first.operations.entries()) {
    const other = second.operations[i];
    if (!other) return `the second run did not come to ${described(operation)}`;
    const { name, operands, args, allocations, calls, inJavaScript } = operation;
    if (name !== other.name || !same(operands, other.operands))
      return `where the first run computed ${described(operation)}, the second computed ${described(other)}`;
    if (!same(args.attrs, other.args.attrs))
      return `${described(operation)} is given other attributes at each step`;
    if (
      allocations.length !== other.allocations.length ||
      calls.length !== other.calls.length ||
      inJavaScript !== other.inJavaScript
    )
      return `${described(operation)} takes another course at each step`;
  }
  const more = second.operations[first.operations.length];
  if (more) return `the second run went on to ${described(more)}`;
  if (first.uploads.length !== second.uploads.length)
    return 'the loss makes more constants at one step than at another';
  for (const [i, { shape, dtype, bytes }] of first.uploads.entries()) {
    const other = second.uploads[i]!;
    if (dtype !== other.dtype || !same(shape, other.shape) || !same(bytes, other.bytes))
      return (
        `the loss makes a tensor of shape [${shape.join(', ')}] from numbers that change from step to step ` +
        '(a draw, a schedule, a counter); put it into the batch'
      );
  }
  return null;
}

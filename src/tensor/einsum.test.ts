import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../../scripts/node-host.ts';
import * as tf from '#tensor';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

const SIZES: Record<string, number> = { a: 2, b: 3, c: 1, d: 4, e: 2 };
const shapeOf = (indices: string): number[] => [...indices].map((name) => SIZES[name]!);

/** The definition: a sum over all values of all indices of the product of the operands. */
function bruteForce(operands: string[], result: string, values: number[][]): number[] {
  const names = [...new Set(operands.join(''))];
  const sums = Array<number>(shapeOf(result).reduce((a, b) => a * b, 1)).fill(0);
  const offset = (indices: string, at: Record<string, number>): number =>
    [...indices].reduce((sum, name) => sum * SIZES[name]! + at[name]!, 0);
  const visit = (depth: number, at: Record<string, number>): void => {
    if (depth === names.length) {
      sums[offset(result, at)]! += operands.reduce(
        (product, o, i) => product * values[i]![offset(o, at)]!,
        1,
      );
      return;
    }
    for (let i = 0; i < SIZES[names[depth]!]!; i++) visit(depth + 1, { ...at, [names[depth]!]: i });
  };
  visit(0, {});
  return sums;
}

test('einsum = the sum over all indices of the product, for any equation of one to three operands', () => {
  const operand = fc.shuffledSubarray(Object.keys(SIZES), { maxLength: 4 }).map((names) => names.join(''));
  const equation = fc.array(operand, { minLength: 1, maxLength: 3 }).chain((operands) =>
    fc.tuple(
      fc.constant(operands),
      fc.shuffledSubarray([...new Set(operands.join(''))]).map((names) => names.join('')),
    ),
  );
  fc.assert(
    fc.property(equation, ([operands, result]) => {
      const values = operands.map((o, k) =>
        Array.from({ length: shapeOf(o).reduce((a, b) => a * b, 1) }, (_, i) => ((7 * i + 3 * k) % 5) - 2),
      );
      const outcome = tf.tidy(() => {
        const tensors = operands.map((o, k) => tf.tensor(values[k]!, shapeOf(o), 'float32'));
        const y = tf.einsum(`${operands.join(',')}->${result}`, ...tensors);
        return { shape: y.shape, values: Array.from(y.dataSync()) };
      });
      expect(outcome.shape).toEqual(shapeOf(result));
      // Small whole numbers: float32 is exact. (+ 0 turns −0 into 0.)
      expect(outcome.values.map((v) => v + 0)).toEqual(
        bruteForce(operands, result, values).map((v) => v + 0),
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});

test.each([
  [
    'ij,jk',
    [
      [2, 3],
      [3, 2],
    ],
    /has one arrow|one arrow/,
  ],
  ['ij,jk->ik', [[2, 3]], /names 2 operands, but got 1/],
  [
    'ij,jk->ik',
    [
      [2, 3],
      [4, 2],
    ],
    /index j has sizes 3 and 4/,
  ],
  ['ijk->i', [[2, 3]], /"ijk" names 3 axes of a tensor of rank 2/],
  ['ii->i', [[2, 2]], /an index stands twice in "ii"/],
  ['ij->k', [[2, 2]], /index k of the result stands in no operand/],
  ['...i->i', [[2]], /no ellipsis/],
])('einsum(%j) of shapes %j throws and says why', (equation, shapes, message) => {
  tf.tidy(() => {
    expect(() => tf.einsum(equation, ...shapes.map((shape) => tf.ones(shape)))).toThrow(message);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodeBackend } from '../../../scripts/node-host.ts';
import * as tf from '#tensor';
import { formOf, recognise, withTensors } from './batch.ts';
import type { BatchForm } from './batch.ts';

beforeAll(async () => {
  await startNodeBackend('wasm');
});

let made: tf.Tensor[] = [];
afterAll(() => tf.dispose(made));

/** A tensor of its own at each call, so that equal forms do not come of equal objects. */
const zeros = (shape: number[], dtype: 'float32' | 'int32' = 'float32'): tf.Tensor => {
  const tensor = tf.zeros(shape, dtype);
  made = [...made, tensor];
  return tensor;
};

/** Batches whose forms all differ. */
const different = (): unknown[] => [
  null,
  undefined,
  0,
  -0,
  NaN,
  1,
  1n,
  '1',
  'null',
  true,
  [],
  {},
  [[]],
  [null],
  [undefined],
  zeros([2]),
  zeros([1, 2]),
  zeros([2], 'int32'),
  [zeros([2])],
  [zeros([2]), zeros([2])],
  { x: zeros([2]) },
  { y: zeros([2]) },
  { x: zeros([2]), y: zeros([3]) },
  { y: zeros([3]), x: zeros([2]) },
  { x: zeros([2]), y: zeros([2]) },
  { x: zeros([2]), y: undefined },
  { x: zeros([2]), y: 'a' },
  { x: { x: zeros([2]) } },
  { x: [zeros([2]), 3] },
  { x: [zeros([2]), 4] },
];

const known = (batch: unknown): BatchForm => formOf(batch) as BatchForm;

test('recognise(formOf(a), b) is formOf(b) where a and b have one form, and null elsewhere', () => {
  const [left, right] = [different(), different()];
  left.forEach((a, i) =>
    right.forEach((b, k) => {
      const found = recognise(known(a), b);
      expect([i, k, found !== null]).toEqual([i, k, i === k]);
      if (found) expect(found).toEqual(known(b));
      expect([i, k, known(a).key === known(b).key]).toEqual([i, k, i === k]);
    }),
  );
});

test('what is neither a tensor nor plain data is never recognised', () => {
  class Own {
    readonly x = 1;
  }
  for (const odd of [
    new Own(),
    new Float32Array(2),
    () => 1,
    Symbol('a'),
    new Map(),
    Object.create({ x: 1 }) as object,
  ]) {
    expect(formOf({ odd })).toMatch(/batch\.odd is neither/);
    for (const batch of different()) expect(recognise(known({ odd: batch }), { odd })).toBeNull();
  }
});

test('withTensors puts tensors where they were, in the order of the walk', () => {
  const [a, b] = [zeros([2]), zeros([3])];
  const batch = { pair: [zeros([2]), { last: zeros([3]) }], scale: 2 };
  expect(known(batch).tensors).toEqual([batch.pair[0], (batch.pair[1] as { last: tf.Tensor }).last]);
  expect(withTensors(batch, [a, b])).toEqual({ pair: [a, { last: b }], scale: 2 });
});

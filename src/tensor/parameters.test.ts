import { beforeAll, describe, expect, test } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import {
  countParameters,
  disposeParameters,
  fingerprint,
  leaves,
  mapParameters,
  namedLeaves,
} from './parameters.ts';
import type { Parameters } from './parameters.ts';

describe.each(['wasm', 'cpu'] as const)('parameter trees on %s', (backend) => {
  beforeAll(() => startNodeBackend(backend));

  const tree = () =>
    ({ b: tf.tensor1d([1, 2]), a: [tf.scalar(3), { c: tf.zeros([2, 3]) }, []] }) satisfies Parameters;

  test('leaves: depth first, lists by index, records by name, however they were written', () => {
    const parameters = tree();
    expect(namedLeaves(parameters).map(({ path, tensor }) => [path, tensor.shape])).toEqual([
      ['a.0', []],
      ['a.1.c', [2, 3]],
      ['b', [2]],
    ]);
    expect(leaves(parameters)[2]).toBe(parameters.b);
    expect(leaves({ a: parameters.a, b: parameters.b })).toEqual(leaves(parameters));
    expect(namedLeaves(parameters.b)).toEqual([{ path: '', tensor: parameters.b }]);
    disposeParameters(parameters);
  });

  test('mapParameters(p, x ↦ 2x) keeps the form and calls in the order of leaves', () => {
    const parameters = tree();
    const paths: string[] = [];
    const doubled = mapParameters(parameters, (x, path) => {
      paths.push(path);
      return tf.mul(x, 2);
    });
    expect(paths).toEqual(['a.0', 'a.1.c', 'b']);
    expect([...doubled.b.dataSync()]).toEqual([2, 4]);
    expect(Array.isArray(doubled.a)).toBe(true);
    expect(doubled.a[2]).toEqual([]);
    expect(Object.keys(doubled).toSorted()).toEqual(['a', 'b']);
    disposeParameters([parameters, doubled]);
  });

  test('countParameters = Σ of the sizes', () => {
    const parameters = tree();
    expect(countParameters(parameters)).toBe(2 + 1 + 6);
    disposeParameters(parameters);
  });

  test('disposeParameters leaves no tensor', () => {
    const before = tf.memory().numTensors;
    disposeParameters(tree());
    expect(tf.memory().numTensors).toBe(before);
  });

  test('fingerprint: 16 digits, equal for equal bits, from tensors and arrays alike', () => {
    const values = Float32Array.of(1.5, -2.25, 3e-40);
    const [tensor, same] = [tf.tensor1d(values), tf.tensor1d(values)];
    expect(fingerprint(tensor)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint({ x: tensor })).toBe(fingerprint([same]));
    expect(fingerprint([values])).toBe(fingerprint([tensor]));
    disposeParameters([tensor, same]);
  });

  test('fingerprint tells one ulp, a sign of zero, a shape, an order and a split apart', () => {
    const of = (...arrays: number[][]): string =>
      fingerprint(arrays.map((array) => Float32Array.from(array)));
    const matrices = [tf.zeros([2, 3]), tf.zeros([3, 2])];
    const prints = [
      of([1, 2]),
      of([1 + 2 ** -23, 2]),
      of([2, 1]),
      of([1], [2]),
      of([0, 2]),
      of([-0, 2]),
      of([]),
      of([], []),
      ...matrices.map(fingerprint),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    disposeParameters(matrices);
  });

  test('fingerprint refuses NaN, naming the leaf and the index', () => {
    const parameters = { dense: { w: tf.tensor1d([1, NaN]) } };
    expect(() => fingerprint(parameters)).toThrow(/"dense\.w" holds NaN at index 1/);
    disposeParameters(parameters);
  });

  test('something else than a tensor in the tree is named by its path', () => {
    const wrong = { layers: [{ w: 3 }] } as unknown as Parameters;
    expect(() => leaves(wrong)).toThrow(/holds 3 at "layers\.0\.w"/);
  });
});

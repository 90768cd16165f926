import { expect, test } from 'vitest';
import type { FrozenOutput } from './types.ts';
import { valuesFile } from './values-file.ts';

const frozen = (outputs: FrozenOutput['outputs']): ReadonlyMap<string, FrozenOutput> =>
  new Map([
    ['walk', { cell: 'walk', key: 'k', seed: 1, outputs }],
    ['figure', { cell: 'figure', key: 'k', seed: 1, outputs: {}, markup: '<svg/>' }],
  ]);

test('the file holds the values bit for bit, and nothing of cells without any', () => {
  const outputs = { walk: [0.1 + 0.2, 1e-300, -7], name: 'π "</script>' };
  const { text } = valuesFile('chapter', frozen(outputs));
  expect(JSON.parse(text)).toEqual({ walk: outputs });
});

test('other values have another name, equal ones the same', () => {
  const name = (value: number): string => valuesFile('chapter', frozen({ value })).name;
  expect(name(1)).toMatch(/^chapter\.[0-9a-f]{12}\.json$/);
  expect(name(1)).toBe(name(1));
  expect(name(1)).not.toBe(name(1 + Number.EPSILON));
});

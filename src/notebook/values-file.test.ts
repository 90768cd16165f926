import { expect, test } from 'vitest';
import type { CellOutline, ChapterDescriptor, ChapterOutline } from '../runtime/descriptor.ts';
import type { FrozenOutput } from './types.ts';
import { cellOutline } from '../../test/cell-outline.ts';
import { valuesFile } from './values-file.ts';

const frozen = (outputs: FrozenOutput['outputs']): ReadonlyMap<string, FrozenOutput> =>
  new Map([
    ['walk', { cell: 'walk', key: 'k', seed: 1, outputs }],
    ['figure', { cell: 'figure', key: 'k', seed: 1, outputs: {}, markup: '<svg/>' }],
  ]);

const outline: ChapterOutline = {
  slug: 'chapter',
  cells: [cellOutline({ id: 'walk' }), cellOutline({ id: 'figure' })],
  claims: [],
};

test('the file holds the values bit for bit', () => {
  const outputs = { walk: [0.1 + 0.2, 1e-300, -7], name: 'π "</script>' };
  const { text } = valuesFile(outline, frozen(outputs));
  const [walk, figure] = (JSON.parse(text) as ChapterDescriptor).cells;
  expect(walk?.frozen).toEqual(outputs);
  expect(figure?.frozen).toEqual({});
});

test('what is told of the cells is part of its name', () => {
  const [walk, ...others] = outline.cells as [CellOutline];
  const edited: ChapterOutline = { ...outline, cells: [{ ...walk, key: 'k2' }, ...others] };
  expect(valuesFile(edited, frozen({})).name).not.toBe(valuesFile(outline, frozen({})).name);
});

test('other values have another name, equal ones the same', () => {
  const name = (value: number): string => valuesFile(outline, frozen({ value })).name;
  expect(name(1)).toMatch(/^chapter\.[0-9a-f]{12}\.json$/);
  expect(name(1)).toBe(name(1));
  expect(name(1)).not.toBe(name(1 + Number.EPSILON));
});

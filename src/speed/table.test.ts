import { expect, test } from 'vitest';
import type { PublishedRow } from './published.ts';
import { byModel, meanOverPyTorch } from './table.ts';

const row = (model: string, engine: string, ours_ms: number, pytorch_ms: number | null): PublishedRow => ({
  model,
  title: model,
  engine,
  ours_ms,
  ours_low_ms: ours_ms,
  ours_high_ms: ours_ms,
  stock_ms: null,
  stock_backend: null,
  pytorch_ms,
  gflops: null,
  kernel_share: null,
  peak_mb: null,
});
const rows = [row('a', 'Node 24', 2, 1), row('a', 'Chromium 156', 4, 1), row('b', 'Node 24', 1, 4)];

test('one entry a model; a browser is what a browser is compared with, where one was measured', () => {
  const table = byModel({ measured: '', machine: '', pytorch: null, rows });
  expect(table.map(({ model, reference }) => [model, reference.engine])).toEqual([
    ['a', 'Chromium 156'],
    ['b', 'Node 24'],
  ]);
});

test('the mean of 2 and 1/4 is √½, geometrically; without PyTorch there is none', () => {
  expect(meanOverPyTorch([rows[0]!, rows[2]!])).toBeCloseTo(Math.SQRT1_2, 12);
  expect(meanOverPyTorch([row('c', 'Node 24', 1, null)])).toBeNull();
});

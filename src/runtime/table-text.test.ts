import { csvParseRows } from 'd3';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DataTable } from './data-table.ts';
import { captionOf, csvOf, holdsWords, rowsOf } from './table-text.ts';

const table: DataTable = {
  plot: 'Loss against step',
  marks: 'line and dot',
  columns: [
    { name: 'step', values: [0, 3, 6] },
    { name: 'net', values: ['p4', 'cnn', ''] },
  ],
};

describe('as CSV', () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('a,b', '"', 'two\nlines', 'cr\r', ''),
    fc.double({ noNaN: true }),
  );
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((rows) =>
      fc.array(
        fc.record({ name: fc.string(), values: fc.array(words, { minLength: rows, maxLength: rows }) }),
        { minLength: 2, maxLength: 4 },
      ),
    );
  /** What another program reads of it. */
  const readBack = (csv: string): string[][] => csvParseRows(csv);
  const expected = (columns: DataTable['columns']): string[][] => [
    columns.map(({ name }) => name),
    ...rowsOf({ ...table, columns }),
  ];

  it('another program reads back what was written, field for field', () => {
    fc.assert(
      fc.property(tables, (columns) => {
        expect(readBack(csvOf({ ...table, columns }))).toEqual(expected(columns));
      }),
    );
  });

  it('without quotes it would not', () => {
    const columns = [
      { name: 'a', values: ['x,y'] },
      { name: 'b', values: ['z'] },
    ];
    const bare = expected(columns)
      .map((fields) => fields.join(','))
      .join('\n');
    expect(readBack(bare)).not.toEqual(expected(columns));
  });
});

test('rows are the columns, turned', () => {
  expect(rowsOf(table)).toEqual([
    ['0', 'p4'],
    ['3', 'cnn'],
    ['6', ''],
  ]);
});

test('a column of numbers and gaps holds no words', () => {
  expect(table.columns.map(holdsWords)).toEqual([false, true]);
  expect(holdsWords({ name: '', values: [1, '', 2] })).toBe(false);
});

test('a caption says what is shown, of which plot, and how much of it', () => {
  const other = { ...table, plot: 'Another', columns: [{ name: 'x', values: [1] }] };
  expect(captionOf(table, [table, other])).toBe('Loss against step: line and dot, 3 rows');
  expect(captionOf(other, [table, other])).toBe('Another: line and dot, 1 row');
  expect(captionOf(table, [table, table])).toBe('line and dot, 3 rows');
  expect(captionOf(table, [table], 3)).toBe('line and dot, 3 rows');
  expect(captionOf(table, [table], 2)).toBe('line and dot, the first 2 of 3 rows');
  const ofBoth = { ...table, plot: '' };
  expect(captionOf(ofBoth, [table, other, ofBoth])).toBe('line and dot, 3 rows');
});

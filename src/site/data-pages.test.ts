import { expect, test } from 'vitest';
import { readFrozen } from '../notebook/frozen-files.ts';
import { rowsOf } from '../runtime/table-text.ts';
import { dataPath, homeSlug, isDataPath } from '../notebook/address.ts';
import { listDataPages, sectionsOf } from './data-pages.ts';
import { listChapters } from './chapters.ts';

const root = process.cwd();
const pages = listDataPages(root).map((page) => ({
  ...page,
  tables: page.sections.flatMap(({ tables }) => tables),
}));

test('every figure with a caption has a page of its rows, in the order of the chapters', () => {
  const figures = listChapters(root).flatMap(({ chapter }) =>
    chapter.apparatus.targets
      .filter(({ kind }) => kind === 'figure')
      .map(({ id }) => `${chapter.slug} ${id}`),
  );
  const shown = pages.map(({ folder, cell }) => `${folder ?? homeSlug} ${cell}`);
  expect(figures.filter((figure) => !shown.includes(figure))).toEqual([]);
});

test('a page shows the rows that the live cell gave, to six digits', () => {
  interface Point {
    readonly size: number;
    readonly temperature: number;
    readonly m: number;
  }
  const { outputs } = readFrozen(root, 'symmetry-breaking', 'magnetisation') ?? { outputs: {} };
  const { magnets } = outputs as { magnets: { points: Point[] } };
  const page = pages.find(({ cell }) => cell === 'magnetisation-figure');
  for (const size of [16, 64]) {
    const table = page?.tables.find(({ table }) => table.marks === `${size} sites a side`)?.table;
    const expected = magnets.points
      .filter((point) => point.size === size)
      .map(({ temperature, m }) => [temperature, m].map((value) => String(Number(value.toPrecision(6)))));
    expect(table && rowsOf(table)).toEqual(expected);
  }
});

test('every column has a name, and all columns of a table are of one length', () => {
  for (const { cell, tables } of pages)
    for (const { table } of tables) {
      const names = table.columns.map(({ name }) => name);
      expect([cell, names.filter((name) => name.trim() === '' || /^\d+$/.test(name))]).toEqual([cell, []]);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(table.columns.map(({ values }) => values.length)).size).toBe(1);
    }
});

test('each picture has its section, in which it says what it shows; each file a name of its own', () => {
  for (const { cell, sections, tables } of pages) {
    expect([cell, sections.filter(({ name }) => name === '')]).toEqual([cell, []]);
    expect(new Set(tables.map(({ file }) => file)).size).toBe(tables.length);
  }
});

test('a table stands with its picture; one of no picture, or of several, with the table before it', () => {
  const picture = (name: string) => ({ name, description: '' });
  const table = (plot: string, file: string) => ({
    table: { plot, marks: '', columns: [] },
    caption: '',
    file,
  });
  const shown = sectionsOf(
    [picture('path'), picture('charge')],
    [table('path', 'a'), table('', 'b'), table('charge', 'c'), table('', 'd'), table('path', 'e')],
  );
  expect(shown.map(({ name, tables }) => [name, tables.map(({ file }) => file).join('')])).toEqual([
    ['path', 'abe'],
    ['charge', 'cd'],
  ]);
  expect(sectionsOf([], [table('', 'a')]).map(({ tables }) => tables.length)).toEqual([1]);
});

test('a page of rows is known by its path', () => {
  expect(isDataPath(`inductive-bias/${dataPath('loss')}`)).toBe(true);
  expect(isDataPath(dataPath('orbits'))).toBe(true);
  for (const path of ['', 'inductive-bias/', 'reference/data/', 'data/'])
    expect(isDataPath(path)).toBe(false);
});

import { dot as dotMark, line as lineMark, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { describe, expect, it, vi } from 'vitest';
import { withRows } from '../figures/with-rows.ts';
import type { DataTable, Datum } from './data-table.ts';
import { listenToMarks, tablesOf, tabulate, type InitialisedMark } from './figure-data.ts';

const rows = [
  { angle: 0, accuracy: 0.5, net: 'p4' },
  { angle: 90, accuracy: null, net: 'cnn' },
];
const channel = (name: 'angle' | 'accuracy' | 'net') => ({
  label: name,
  value: rows.map((row) => row[name]),
});
const line: InitialisedMark = {
  ariaLabel: 'line',
  given: rows,
  data: rows,
  channels: { x: channel('angle'), y: channel('accuracy'), stroke: channel('net'), z: channel('net') },
};
const dot: InitialisedMark = {
  ariaLabel: 'dot',
  given: rows,
  data: rows,
  // A radius by a function is how the point looks, and not data.
  channels: { r: { value: [5, 2] }, x: channel('angle'), y: channel('accuracy'), fill: channel('net') },
};
const mark = (ariaLabel: string, given: unknown[]): InitialisedMark => ({
  ariaLabel,
  given,
  data: given,
  channels: { x: { value: given } },
});
const columnsOf = ({ columns }: DataTable): Record<string, readonly Datum[]> =>
  Object.fromEntries(columns.map(({ name, values }) => [name, values]));
const names = (mark: InitialisedMark): string[] => Object.keys(columnsOf(tabulate([mark])[0] as DataTable));

describe('tabulate', () => {
  it('marks of the same rows make one table, a column for each thing that they show', () => {
    const [table, ...others] = tabulate([line, dot]);
    expect(others).toEqual([]);
    expect(table).toEqual({
      plot: '',
      marks: 'line and dot',
      columns: [
        { name: 'angle', values: [0, 90] },
        { name: 'accuracy', values: [0.5, ''] },
        { name: 'net', values: ['p4', 'cnn'] },
      ],
    });
  });

  it('axes, grids, labels and lines of reference are no data', () => {
    const furniture = [
      mark('x-axis tick', [0, 90]),
      mark('y-grid', [0]),
      mark('rule', [0, 90]),
      mark('text', rows),
    ];
    expect(tabulate([...furniture, line])).toHaveLength(1);
  });

  it('labels are the data where there is nothing else; rules of rows are data', () => {
    expect(tabulate([mark('text', rows)])).toHaveLength(1);
    expect(tabulate([{ ...line, ariaLabel: 'rule' }])).toHaveLength(1);
  });

  it('a function’s values go by the name of their channel', () => {
    const unnamed = { ...dot, channels: { y: { value: [1, 2] }, x: { value: [3, 4] } } };
    expect(tabulate([unnamed]).map(columnsOf)).toEqual([{ x: [3, 4], y: [1, 2] }]);
  });

  it('the label of an axis, without its arrow, is the name of what is placed along it', () => {
    const plot = { x: { label: 'angle (degrees) →' }, y: { label: '↑ share' } };
    expect(names({ ...line, plot })).toEqual(['angle (degrees)', 'share', 'net']);
    expect(names({ ...line, plot: { x: { label: null } } })).toEqual(['angle', 'accuracy', 'net']);
  });

  it('an axis does not name what it shows in other units, nor two columns', () => {
    expect(names({ ...line, plot: { y: { label: 'share (%)', percent: true } } })).toContain('accuracy');
    const both = [line, { ...dot, channels: { y: { label: 'second', value: [7, 8] } } }].map((mark) => ({
      ...mark,
      plot: { y: { label: 'share' } },
    }));
    expect(columnsOf(tabulate(both)[0] as DataTable)).toMatchObject({ accuracy: [0.5, ''], second: [7, 8] });
  });

  it('a place in a pair is no name; a colour of the site has one', () => {
    const pairs = {
      ...dot,
      channels: {
        x: { label: '0', value: [1, 2] },
        fill: { value: ['var(--built-in)', 'var(--fitted)'] },
      },
    };
    expect(columnsOf(tabulate([pairs])[0] as DataTable)).toEqual({
      x: [1, 2],
      colour: ['built in', 'fitted'],
    });
  });

  it('an area has one side along the axis that it does not span, a bar two', () => {
    const plot = { x: { label: 'rounds' } };
    const side = { label: 't', value: [1, 2] };
    expect(names({ ...dot, channels: { x1: side }, plot })).toEqual(['rounds']);
    expect(names({ ...dot, channels: { x1: side, x2: { label: 'to', value: [2, 3] } }, plot })).toEqual([
      't',
      'to',
    ]);
  });

  it('what its author says of a mark is the name of its table', () => {
    expect(tabulate([line, { ...dot, ariaDescription: 'mean of five' }])[0]?.marks).toBe('mean of five');
  });

  it('numbers have six digits, one nought, and none where there is none', () => {
    const value = [1 / 3, 1234567.8, -0, NaN, Infinity, undefined];
    const [table] = tabulate([{ ...dot, channels: { x: { value } } }]);
    // As JSON has them, in which they are kept.
    expect(JSON.stringify(table?.columns[0]?.values)).toBe('[0.333333,1234570,0,"","",""]');
  });

  it('no marks, no tables', () => {
    expect(tabulate([])).toEqual([]);
    expect(tabulate([mark('dot', [])])).toEqual([]);
  });
});

describe('listenToMarks', () => {
  /** A figure that takes its time before its one mark is initialised. */
  const figure = (given: object[]) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    (dotMark(given, { x: 'angle' }) as unknown as { initialize: () => void }).initialize();
  };

  it('figures that are asked for together each hear their own marks', async () => {
    const heard = await Promise.all([rows.slice(0, 1), rows].map((given) => listenToMarks(figure(given))));
    expect(heard.map(({ marks }) => tabulate(marks).map(columnsOf))).toEqual([
      [{ angle: [0] }],
      [{ angle: [0, 90] }],
    ]);
  });

  it('a figure that fails leaves the next one to be heard', async () => {
    const failed = listenToMarks(() => Promise.reject(new Error('no')));
    const next = listenToMarks(figure(rows));
    await expect(failed).rejects.toThrow('no');
    expect((await next).marks).toHaveLength(1);
  });

  it('a plot’s own name and labels are heard with its marks', async () => {
    const { document } = parseHTML('<!doctype html><body></body>');
    const { marks } = await listenToMarks(async () =>
      plot({
        document: document as unknown as Document,
        ariaLabel: 'Accuracy',
        x: { label: 'angle in degrees →' },
        marks: [lineMark(rows, { x: 'angle', y: 'accuracy', ariaDescription: 'the run' })],
      }),
    );
    expect(tabulate(marks)).toEqual([
      {
        plot: 'Accuracy',
        marks: 'the run',
        columns: [
          { name: 'angle in degrees', values: [0, 90] },
          { name: 'accuracy', values: [0.5, ''] },
        ],
      },
    ]);
  });
});

describe('withRows', () => {
  const { document, window } = parseHTML('<!doctype html><body><svg><g></g></svg></body>');
  vi.stubGlobal('Element', window.Element);
  const svg = document.querySelector('svg') as unknown as Element;

  it('what a part of a figure tells of itself is a table, after those of its marks', () => {
    expect(tablesOf(svg, [])).toEqual([]);
    withRows(svg.querySelector('g') as Element, 'each pixel', [{ row: 0, level: 2 / 3 }, { row: 1 }]);
    expect(tablesOf(svg, [line]).map(({ marks }) => marks)).toEqual(['line', 'each pixel']);
    expect(columnsOf(tablesOf(svg, []).at(-1) as DataTable)).toEqual({ row: [0, 1], level: [0.666667, ''] });
  });
});

import { dot as dotMark } from '@observablehq/plot';
import { describe, expect, it } from 'vitest';
import { listenToMarks, tabulate, type InitialisedMark } from './figure-data.ts';

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

describe('tabulate', () => {
  it('marks of the same rows make one table, a column for each thing that they show', () => {
    expect(tabulate([line, dot])).toEqual([
      {
        marks: 'line and dot',
        columns: ['angle', 'accuracy', 'net'],
        rows: [
          ['0', '0.5', 'p4'],
          ['90', '', 'cnn'],
        ],
      },
    ]);
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
    const [table] = tabulate([{ ...dot, channels: { y: { value: [1, 2] }, x: { value: [3.00000001, 4] } } }]);
    expect(table?.columns).toEqual(['x', 'y']);
    expect(table?.rows).toEqual([
      ['3', '1'],
      ['4', '2'],
    ]);
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
    expect(heard.map((marks) => tabulate(marks).map((table) => table.rows))).toEqual([
      [[['0']]],
      [[['0'], ['90']]],
    ]);
  });

  it('a figure that fails leaves the next one to be heard', async () => {
    const failed = listenToMarks(() => Promise.reject(new Error('no')));
    const next = listenToMarks(figure(rows));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { comeBack, inOrder, liveCellsOf, upstreamOf } from './cell-order.ts';
import type { CellDescriptor } from './descriptor.ts';

const cell = (
  id: string,
  kind: 'live' | 'view',
  from: string[],
  crossing: string[] = [],
): CellDescriptor => ({
  id,
  kind,
  inputs: from.map((name) => ({ name, from: name })),
  outputs: [id],
  crossing,
  control: false,
  long: false,
  seed: 0,
  key: id,
  publishedKey: id,
  frozen: {},
});

// A slider feeds data, data and a net feed training, training is shown in a figure.
const cells = [
  cell('figure', 'view', ['training']),
  cell('training', 'live', ['data', 'net'], ['training']),
  cell('data', 'live', ['slider']),
  cell('net', 'live', []),
  cell('slider', 'view', []),
];

describe('the order of cells', () => {
  it('each live cell comes after those that it names', () => {
    expect(inOrder(cells).map(({ id }) => id)).toEqual(['data', 'net', 'training']);
  });

  it('upstream is the transitive closure of inputs, across kinds', () => {
    expect([...upstreamOf('figure', cells)].sort()).toEqual(['data', 'net', 'slider', 'training']);
    expect(upstreamOf('slider', cells).size).toBe(0);
  });

  it('from a figure one runs what it shows, from a control what shows something of it', () => {
    expect(liveCellsOf('figure', cells)).toEqual(['training']);
    expect(liveCellsOf('slider', cells)).toEqual(['training']);
  });

  it('values come back where a live cell takes from the page what comes from a live cell', () => {
    expect(comeBack(cells)).toBe(false);
    expect(comeBack([...cells, cell('again', 'live', ['figure'])])).toBe(true);
  });
});

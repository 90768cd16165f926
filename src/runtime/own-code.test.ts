import { expect, it } from 'vitest';
import type { CellDescriptor } from './descriptor.ts';
import type { LiveCell } from './live-cell.ts';
import { restsOnOwnCode } from './own-code.ts';

const cell = (id: string, ...from: string[]) =>
  ({ id, inputs: from.map((other) => ({ name: other, from: other })) }) as unknown as CellDescriptor;
// Two live cells, a figure of one, and a figure of that figure's values and of a control.
const cells = [
  cell('data'),
  cell('training', 'data'),
  cell('slider'),
  cell('lines', 'training'),
  cell('area', 'lines', 'slider'),
];
const live = (own: Readonly<Record<string, boolean>>) =>
  new Map(Object.entries(own).map(([id, ownCode]) => [id, { ownCode } as LiveCell]));

/** What a live cell shows is its own to say; a cell on the page rests on what any cell above it shows. */
function law(rests: typeof restsOnOwnCode): void {
  const marked = (own: Readonly<Record<string, boolean>>): string[] =>
    cells.map(({ id }) => id).filter((id) => rests(id, cells, live(own)));
  expect(marked({ data: false, training: false })).toEqual([]);
  expect(marked({ data: false, training: true })).toEqual(['training', 'lines', 'area']);
  // Edited, and not run again below.
  expect(marked({ data: true, training: false })).toEqual(['data']);
}

it('what is shown rests on the reader’s code where a cell above shows what that gave', () =>
  law(restsOnOwnCode));

it('one that looks at the next cell alone, or through live cells, is caught', () => {
  const inputsOf = (id: string): string[] =>
    cells.find((one) => one.id === id)?.inputs.map(({ from }) => from) ?? [];
  expect(() =>
    law((id, _cells, own) => [id, ...inputsOf(id)].some((other) => own.get(other)?.ownCode === true)),
  ).toThrow();
  const through: typeof restsOnOwnCode = (id, all, own) =>
    own.get(id)?.ownCode === true || inputsOf(id).some((other) => through(other, all, own));
  expect(() => law(through)).toThrow();
});

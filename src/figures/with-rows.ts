import type { TellsRows } from '#contract';

/**
 * A figure that no mark of Plot draws, together with the rows that it shows. They are its table under “Data” and on the page
 * of its data.
 *
 * @param figure what the cell shows, or a part of it
 * @param name what one row is: `each place of the disc`
 * @param rows the fields of the first are the columns
 */
export function withRows<Figure extends Element>(
  figure: Figure,
  name: string,
  rows: readonly object[],
): Figure {
  const tellsRows: Required<TellsRows>['tellsRows'] = { name, rows };
  return Object.assign(figure, { tellsRows });
}

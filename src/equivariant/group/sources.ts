import type { FiniteGroup } from './finite-group.ts';

/**
 * Lists where the values of g f come from: (g f)(x, h) = f(g⁻¹ x, g⁻¹ h) with x about the centre of the grid.
 *
 * @param height rows of f; a quarter turn makes them the columns of g f
 * @param width columns of f
 * @param overGroup f lives on grid × group, not on the grid alone (then h has one value)
 * @throws when g does not map pixels to pixels
 * @returns for each (row, column, h) of g f, in this order, the index of the (row, column, h) of f
 */
export function sourcesOf(
  group: FiniteGroup,
  g: number,
  [height, width]: readonly [number, number],
  overGroup: boolean,
): Int32Array {
  const inverse = group.inverse[g];
  const [a, b, c, d] = group.elements[inverse].matrix;
  if (![a, b, c, d].every(Number.isInteger)) {
    throw new Error(
      `${group.elements[g].name} of ${group.name} does not map pixels to pixels; take Cₙ or Dₙ with n = 1, 2 or 4, ` +
        'or interpolate.',
    );
  }
  const [rows, columns] = b === 0 ? [height, width] : [width, height];
  const depth = overGroup ? group.order : 1;
  const sources = new Int32Array(rows * columns * depth);
  let target = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      // Twice the offset from the centre: whole numbers, be the side even or odd.
      const [y, x] = [2 * row - (rows - 1), 2 * column - (columns - 1)];
      const [sourceRow, sourceColumn] = [(a * y + b * x + height - 1) / 2, (c * y + d * x + width - 1) / 2];
      const pixel = (sourceRow * width + sourceColumn) * depth;
      for (let h = 0; h < depth; h++) sources[target++] = pixel + (overGroup ? group.product[inverse][h] : 0);
    }
  }
  return sources;
}

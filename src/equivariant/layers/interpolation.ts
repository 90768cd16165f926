import type { FiniteGroup } from '../group/finite-group.ts';

/**
 * Lists how much of each pixel lands on each pixel when a square image is moved by g: (g f)(x) = f(g⁻¹x), bilinear.
 *
 * Outside the image f is 0. Elements that map pixels to pixels give a permutation matrix, exactly; a turn by another
 * angle blurs, and loses the corners.
 *
 * @param size side of the image, pixels
 * @returns [size², size²] row by row: row = pixel of g f, column = pixel of f
 */
export function interpolationMatrix(group: FiniteGroup, g: number, size: number): Float32Array {
  const [a, b, c, d] = group.elements[group.inverse[g]].matrix;
  const pixels = size * size;
  const centre = (size - 1) / 2;
  const matrix = new Float32Array(pixels * pixels);
  for (let target = 0; target < pixels; target++) {
    const [y, x] = [Math.floor(target / size) - centre, (target % size) - centre];
    const [row, column] = [a * y + b * x + centre, c * y + d * x + centre];
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    const corners = [
      [top, left, (1 - down) * (1 - right)],
      [top, left + 1, (1 - down) * right],
      [top + 1, left, down * (1 - right)],
      [top + 1, left + 1, down * right],
    ];
    for (const [r, s, share] of corners) {
      if (r >= 0 && r < size && s >= 0 && s < size) matrix[target * pixels + r * size + s] += share;
    }
  }
  return matrix;
}

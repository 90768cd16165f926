import { composeMatrices, groupOfMatrices } from './finite-group.ts';
import type { FiniteGroup, GroupElement, PixelMatrix } from './finite-group.ts';

/** The rotations that map the pixel grid onto itself: a quarter turn, or a whole divisor of it. */
export type RotationOrder = 1 | 2 | 4;

// Rows point down, so this sends (row, col) to (−col, row): a quarter turn counter-clockwise to the eye.
const QUARTER_TURN: PixelMatrix = [0, -1, 1, 0];

/** The elements of Cₙ on the grid: element r turns by 360°·r/n counter-clockwise. */
export function rotations(n: RotationOrder): GroupElement[] {
  let matrix: PixelMatrix = [1, 0, 0, 1];
  const quarterTurns: PixelMatrix[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    quarterTurns.push(matrix);
    matrix = composeMatrices(QUARTER_TURN, matrix);
  }
  return Array.from({ length: n }, (_, r) => ({
    name: r === 0 ? 'e' : `r${(360 / n) * r}`,
    matrix: quarterTurns[(4 / n) * r] as PixelMatrix,
  }));
}

/**
 * The cyclic group Cₙ of rotations by 360°/n, acting exactly on pixels.
 *
 * Element r turns an image counter-clockwise by 360°·r/n (for n = 4: `np.rot90(image, k=r)`), and rs = r + s mod n.
 */
export function cyclicGroup(n: RotationOrder): FiniteGroup {
  return groupOfMatrices(`C${n}`, rotations(n));
}

/** The four rotations by right angles, counter-clockwise: p4 without its translations. */
export const C4: FiniteGroup = cyclicGroup(4);

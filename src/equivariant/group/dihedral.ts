import { rotations } from './cyclic.ts';
import type { RotationOrder } from './cyclic.ts';
import { composeMatrices, groupOfMatrices } from './finite-group.ts';
import type { FiniteGroup, PixelMatrix } from './finite-group.ts';

const ROW_FLIP: PixelMatrix = [-1, 0, 0, 1];

/**
 * The dihedral group Dₙ of n rotations and n reflections, acting exactly on pixels.
 *
 * Element m·n + r is Fᵐ Rʳ: first r turns counter-clockwise by 360°/n, then, if m = 1, a flip that exchanges the first
 * row and the last one. For n = 4 this is the order of the p4m tables of Cohen & Welling, arXiv:1602.07576, section 4.
 */
export function dihedralGroup(n: RotationOrder): FiniteGroup {
  const turns = rotations(n);
  const reflections = turns.map(({ name, matrix }) => ({
    name: name === 'e' ? 'f' : `f·${name}`,
    matrix: composeMatrices(ROW_FLIP, matrix),
  }));
  return groupOfMatrices(`D${n}`, [...turns, ...reflections]);
}

/** The eight symmetries of the square: p4m without its translations. */
export const D4: FiniteGroup = dihedralGroup(4);

import { rotations } from './cyclic.ts';
import { composeMatrices, finiteGroup } from './finite-group.ts';
import type { FiniteGroup, PlaneMatrix } from './finite-group.ts';

const ROW_FLIP: PlaneMatrix = [-1, 0, 0, 1];

/**
 * The dihedral group Dₙ of n rotations and n reflections, for any n ≥ 1; for n = 1, 2, 4 it acts exactly on pixels.
 *
 * Element m·n + r is Fᵐ Rʳ: first r turns counter-clockwise by 360°/n, then, if m = 1, a flip that exchanges the first
 * row and the last one, so RF = FR⁻¹. For n = 4 this is the order of the p4m tables of Cohen & Welling,
 * arXiv:1602.07576, section 4.
 *
 * @example
 * ```ts
 * import { dihedralGroup } from '#equivariant';
 *
 * const group = dihedralGroup(3);
 * // A turn and then a flip is not a flip and then a turn.
 * [group.nameOf(group.multiply(3, 1)), group.nameOf(group.multiply(1, 3))];
 * ```
 */
export function dihedralGroup(n: number): FiniteGroup {
  const turns = rotations(n);
  const reflections = turns.map(({ name, matrix }) => ({
    name: name === 'e' ? 'f' : `f·${name}`,
    matrix: composeMatrices(ROW_FLIP, matrix),
  }));
  // FᵃRʳ FᵇRˢ = Fᵃ⁺ᵇ R^(s ± r), with a minus when b = 1.
  const multiply = (g: number, h: number): number => {
    const [a, b] = [Math.floor(g / n), Math.floor(h / n)];
    return ((a + b) % 2) * n + (((h % n) + (b === 1 ? n - (g % n) : g % n)) % n);
  };
  return finiteGroup(`D${n}`, [...turns, ...reflections], n === 1 ? [1] : [1, n], multiply);
}

/**
 * The eight symmetries of the square: p4m without its translations.
 *
 * @example
 * ```ts
 * import { D4 } from '#equivariant';
 *
 * const reflections = D4.list().filter((g) => g !== 0 && D4.multiply(g, g) === 0);
 * reflections.map(D4.nameOf); // and the half turn, which is its own inverse too
 * ```
 */
export const D4: FiniteGroup = dihedralGroup(4);

import { turn } from '#tensor';
import { finiteGroup } from './finite-group.ts';
import type { FiniteGroup, GroupElement } from './finite-group.ts';

/** The elements of Cₙ: element r turns by 360°·r/n counter-clockwise. */
export function rotations(n: number): GroupElement[] {
  if (!Number.isInteger(n) || n < 1) throw new Error(`There are no ${n} rotations; give a whole number ≥ 1.`);
  return Array.from({ length: n }, (_, r) => {
    const degrees = (360 * r) / n;
    const { cos, sin } = turn(degrees);
    // Rows point down, so this sends (1, 0), a step down, to (0, 1), a step right, at 90°: counter-clockwise to the eye.
    return {
      name: r === 0 ? 'e' : `r${Number(degrees.toFixed(2))}`,
      matrix: [cos + 0, 0 - sin, sin + 0, cos + 0], // + 0 makes 0 of −0
    };
  });
}

/**
 * The cyclic group Cₙ of rotations by 360°/n, for any n ≥ 1; for n = 1, 2, 4 it acts exactly on pixels.
 *
 * Element r turns an image counter-clockwise by 360°·r/n (for n = 4: `np.rot90(image, k=r)`), and rs = r + s mod n.
 *
 * @example
 * ```ts
 * import { cyclicGroup } from '#equivariant';
 *
 * const group = cyclicGroup(6);
 * const turn = group.multiply(4, 5); // 240° and then 300°
 * ({ order: group.order, turn: group.nameOf(turn), back: group.nameOf(group.invert(turn)) });
 * ```
 */
export function cyclicGroup(n: number): FiniteGroup {
  return finiteGroup(`C${n}`, rotations(n), n === 1 ? [] : [1], (r, s) => (r + s) % n);
}

/**
 * The four rotations by right angles, counter-clockwise: p4 without its translations.
 *
 * @example
 * ```ts
 * import { C4 } from '#equivariant';
 *
 * C4.elements.map(({ name, matrix }) => ({ name, matrix: [...matrix] }));
 * ```
 */
export const C4: FiniteGroup = cyclicGroup(4);

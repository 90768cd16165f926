/** The real irreps of Cₙ, Dₙ and Z/n: rotations by multiples of the angle, and signs. */
import { cyclicGroup } from '../group/cyclic.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import type { Group } from '../group/group.ts';
import { multiply } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { complexType, realType } from './irrep.ts';
import type { Irrep } from './irrep.ts';

const FLIP: Matrix = [
  [-1, 0],
  [0, 1],
];

/**
 * Lists all real irreps of Cₙ or Dₙ, by frequency k = 0 … n/2.
 *
 * Cₙ: the trivial one; for n even a sign (−1)ʳ; and turns by k·360°/n, of complex type. Dₙ: the trivial one and the sign
 * of a reflection; for n even these times (−1)ʳ; and turns by k·360°/n with a flip, of real type. Serre, Linear
 * Representations of Finite Groups (1977), sections 5.1 and 5.3.
 *
 * @example
 * ```ts
 * import { D4, planeIrreps } from '#equivariant';
 *
 * planeIrreps(D4).map(({ name, dimension }) => ({ name, dimension })); // 1² + 1² + 1² + 1² + 2² = 8
 * ```
 */
export function planeIrreps(group: FiniteGroup): Irrep<number>[] {
  const n = group.elements.filter(({ matrix: [a, b, c, d] }) => a * d - b * c > 0).length; // rotations
  return frequencies(group, n, (g) => g % n, group.order > n ? (g) => g >= n : undefined);
}

/**
 * Lists all real irreps of Z/n, by frequency: the Fourier basis of a ring of n places.
 *
 * @example
 * ```ts
 * import { integersModulo, ringIrreps } from '#equivariant';
 *
 * ringIrreps(integersModulo(6)).map(({ name, dimension }) => ({ name, dimension }));
 * ```
 */
export const ringIrreps = (group: Group<number>): Irrep<number>[] =>
  frequencies(group, group.order, (k) => k);

/**
 * @param turns how many n-ths of a full turn g makes
 * @param flips whether it then flips; absent when no element does
 */
function frequencies(
  group: Group<number>,
  n: number,
  turns: (g: number) => number,
  flips?: (g: number) => boolean,
): Irrep<number>[] {
  const { elements } = cyclicGroup(n);
  const flipSigns = flips ? [1, -1] : [1];
  return Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) => k).flatMap((k) => {
    if (k === 0 || 2 * k === n) {
      return flipSigns.map((flipSign) =>
        realType({
          name: `${k}${flips ? (flipSign > 0 ? '+' : '−') : ''}`,
          group,
          dimension: 1,
          permutes: k === 0 && flipSign > 0,
          matrix: (g) => [[(k > 0 && turns(g) % 2 === 1 ? -1 : 1) * (flips?.(g) ? flipSign : 1)]],
        }),
      );
    }
    const rotation = {
      name: String(k),
      group,
      dimension: 2,
      matrix(g: number): Matrix {
        const [a, b, c, d] = elements[(k * turns(g)) % n].matrix;
        const turned = [
          [a, b],
          [c, d],
        ];
        return flips?.(g) ? multiply(FLIP, turned) : turned;
      },
    };
    return [flips ? realType(rotation) : complexType(rotation)];
  });
}

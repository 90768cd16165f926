/** The irreps of SO(3) and O(3): what rotations do to spherical harmonics of degree l (Wigner's D, real). */
import { O3, SO3 } from '../group/orthogonal.ts';
import { determinant, matrixOf } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import { restrictToSubspace, tensorProduct, trivialRepresentation } from './combine.ts';
import { realType } from './irrep.ts';
import type { Irrep } from './irrep.ts';
import type { Representation } from './representation.ts';
import { standardRepresentation } from './standard.ts';
import { wigner3j } from './wigner-3j.ts';

/** An irrep of SO(3) or O(3): its degree l, and what −1 does to it, +1 or −1 (for SO(3), which has no −1, +1). */
export interface SphereIrrep extends Irrep<Matrix> {
  readonly degree: number;
  readonly sign: 1 | -1;
}

/** Whether an irrep is one of SO(3) or O(3). */
export const isSphereIrrep = (irrep: Irrep): irrep is Irrep & SphereIrrep => 'degree' in irrep;

/**
 * The irrep of SO(3) of degree l, of dimension 2l + 1 and of real type: Wigner's D in the basis of `sphericalHarmonics`.
 *
 * Y_l(Rx) = D(R) Y_l(x). For l = 1 it is the rotation matrix itself. For l > 1 it is the top part of irrep l−1 ⊗ irrep 1,
 * on the columns of √(2l+1) C^{l−1,1,l}: sums and products of the entries of R, and no angles.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { SO3, sphereIrrep } from '#equivariant';
 *
 * const rotation = SO3.random(random(seed));
 * sphereIrrep(2).matrix(rotation);
 * ```
 */
export function sphereIrrep(l: number): SphereIrrep {
  return { ...realType(wignerD(l)), degree: l, sign: 1 };
}

/** Each degree is made once: the coupling on which it rests does not depend on the rotation. */
const made: Representation<Matrix>[] = [];

function wignerD(l: number): Representation<Matrix> {
  if (!Number.isInteger(l) || l < 0) throw new Error(`Degree ${l}: irreps have whole l ≥ 0.`);
  return (made[l] ??=
    l === 0
      ? { ...trivialRepresentation(SO3), name: '0' }
      : l === 1
        ? { ...standardRepresentation(SO3), name: '1' }
        : restrictToSubspace(String(l), tensorProduct(wignerD(l - 1), wignerD(1)), topOfProduct(l)));
}

/** The columns in (l−1) ⊗ 1 on which irrep l lives: [3(2l−1), 2l+1], orthonormal. */
function topOfProduct(l: number): Matrix {
  const coupling = wigner3j(l - 1, 1, l);
  const length = Math.sqrt(2 * l + 1);
  return matrixOf(3 * (2 * l - 1), 2 * l + 1, (row, k) => coupling[Math.floor(row / 3)][row % 3][k] * length);
}

/** What −1 does to an irrep of O(3): nothing ('e', even), or it negates it ('o', odd). */
export type Parity = 'e' | 'o';

/**
 * The irrep of O(3) of degree l and parity p: D(R) for a rotation R, and p D(R) for −R.
 *
 * Vectors are 1o, axial vectors (as angular momentum) 1e, pseudoscalars 0o; Y_l has parity (−1)ˡ.
 *
 * @example
 * ```ts
 * import { O3, reflectedSphereIrrep } from '#equivariant';
 *
 * const inversion = O3.identity.map((row) => row.map((entry) => 0 - entry));
 * // A velocity turns round in a mirror, an angular momentum does not.
 * (['o', 'e'] as const).map((parity) => reflectedSphereIrrep(1, parity).matrix(inversion)[0][0]);
 * ```
 */
export function reflectedSphereIrrep(l: number, parity: Parity): SphereIrrep {
  const rotation = wignerD(l);
  const whole = realType({
    ...rotation,
    name: `${l}${parity}`,
    group: O3,
    permutes: l === 0 && parity === 'e',
    matrix(g) {
      if (determinant(g) > 0) return rotation.matrix(g);
      const turned = rotation.matrix(g.map((row) => row.map((entry) => -entry)));
      return parity === 'e' ? turned : turned.map((row) => row.map((entry) => -entry));
    },
  });
  return { ...whole, degree: l, sign: parity === 'e' ? 1 : -1 };
}

import * as tf from '#tensor';
import { couplings } from '../representation/couplings.ts';
import { directSum } from '../representation/combine.ts';
import { sumOfIrreps } from '../representation/irrep-sum.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import type { Multiplicity } from '../representation/decompose.ts';
import type { Matrix } from '../linear/matrix.ts';
import { isSphereIrrep, reflectedSphereIrrep, sphereIrrep } from '../representation/sphere-irreps.ts';
import type { SphereIrrep } from '../representation/sphere-irreps.ts';
import { assertSameGroup } from '../representation/representation.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer, NoParameters } from './layer.ts';
import { multiplyThrough } from './steerable-product.ts';

/**
 * Multiplies two features of SO(3) or O(3) and sorts what comes out by irreps: the Clebsch–Gordan decomposition.
 *
 * z = √(2l+1) C(x_u ⊗ y_v) for each pair of copies and each l from |l₁ − l₂| to l₁ + l₂
 *
 * Nothing is lost, and lengths are kept: |z| = |x| |y|. The result is sorted by degree, odd before even, then by pairs of
 * blocks; in a block, copy u·(copies of y) + v. The input holds both, x ⊕ y. [B, …, d_a + d_b] → [B, …, d_a·d_b]. As
 * `FullTensorProduct` of e3nn, arXiv:2207.09453.
 *
 * @throws when the groups differ, or are others than SO(3) or O(3)
 *
 * @example
 * ```ts
 * import { clebschGordan, irreps, SO3 } from '#equivariant';
 *
 * const layer = clebschGordan(irreps(SO3, '1x1'), irreps(SO3, '1x1'));
 * layer.name; // scalar product, cross product, and a symmetric part
 * ```
 */
export function clebschGordan(a: IrrepSum<Matrix>, b: IrrepSum<Matrix>): Layer<NoParameters> {
  assertSameGroup(a, b, 'clebschGordan');
  const products = productsOf(a, b);
  const out = sumOfIrreps(products.map(({ part }) => part));
  const name = `clebschGordan (${a.name}) ⊗ (${b.name})`;
  const inType = array(directSum(a, b));
  const columns = products.flatMap((product) => columnsOf(a, b, product));
  return {
    name,
    group: a.group,
    inType,
    outType: array(out),
    init: () => [],
    apply(_, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const box = tf.transpose(tf.tensor2d(columns)); // [d_a·d_b, d_out]
        return multiplyThrough(x, a.dimension, tf.reshape(box, [a.dimension, b.dimension, out.dimension]));
      });
    },
  };
}

/** One block of the result: its irrep and copies, and the blocks of which it is the product. */
interface Product {
  readonly part: Multiplicity<Matrix> & { readonly irrep: SphereIrrep };
  readonly place: readonly [number, number];
}

function productsOf(a: IrrepSum<Matrix>, b: IrrepSum<Matrix>): Product[] {
  const all = a.parts.flatMap(({ irrep: p, multiplicity: u }, i) =>
    b.parts.flatMap(({ irrep: q, multiplicity: v }, j) => {
      if (!isSphereIrrep(p) || !isSphereIrrep(q)) {
        throw new Error(`clebschGordan is for SO(3) and O(3), not ${a.group.name}; use steerableProduct.`);
      }
      const lowest = Math.abs(p.degree - q.degree);
      return Array.from({ length: p.degree + q.degree - lowest + 1 }, (_, k): Product => {
        const parity = p.sign * q.sign > 0 ? 'e' : 'o';
        const irrep =
          a.group.name === 'SO(3)' ? sphereIrrep(lowest + k) : reflectedSphereIrrep(lowest + k, parity);
        return { part: { irrep, multiplicity: u * v }, place: [i, j] };
      });
    }),
  );
  return all.sort(
    ({ part: { irrep: p } }, { part: { irrep: q } }) => p.degree - q.degree || p.sign - q.sign, // sort is stable
  );
}

/** For each number of one block of the result, its coefficients on the products xᵢyⱼ. */
function columnsOf(a: IrrepSum, b: IrrepSum, { part, place: [i, j] }: Product): number[][] {
  const offset = ({ parts }: IrrepSum, index: number): number =>
    parts.slice(0, index).reduce((sum, { irrep, multiplicity }) => sum + irrep.dimension * multiplicity, 0);
  const [blockA, blockB] = [a.parts[i], b.parts[j]];
  const [da, db] = [blockA.irrep.dimension, blockB.irrep.dimension];
  const [coupling] = couplings(blockA.irrep, blockB.irrep, part.irrep);
  const [startA, startB] = [offset(a, i), offset(b, j)];
  return Array.from({ length: part.multiplicity }, (_, copy) => {
    const [u, v] = [Math.floor(copy / blockB.multiplicity), copy % blockB.multiplicity];
    return Array.from({ length: part.irrep.dimension }, (_, k) => {
      const column = new Array<number>(a.dimension * b.dimension).fill(0);
      coupling.forEach((row, pair) => {
        const [p, q] = [startA + u * da + Math.floor(pair / db), startB + v * db + (pair % db)];
        column[p * b.dimension + q] = row[k];
      });
      return column;
    });
  }).flat();
}

import * as tf from '#tensor';
import type { Tensor, Tensor2D, Tensor4D } from '#tensor';
import type { Matrix } from '../linear/matrix.ts';
import { directSum } from '../representation/combine.ts';
import { couplings } from '../representation/couplings.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { assertSameGroup } from '../representation/representation.ts';
import { applyAffine } from './affine.ts';
import { assembleBlocks } from './block-matrix.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { blockSizes, drawNormal } from './steerable-type.ts';

/** Parameters of a steerable product: for each path, [K, copies a, copies b, copies out], K ways to couple. */
export type SteerableProductParameters = readonly Tensor4D[];

/** One way through: block a times block b into block c, with the couplings Q of their irreps. */
interface Path {
  readonly place: readonly [number, number, number];
  readonly couplings: readonly Matrix[];
}

/**
 * Multiplies two steerable features, every copy with every copy, and mixes what comes out: bilinear and equivariant.
 *
 * z_w = Σ_uv Σ_k w_kuvw Q_k(x_u ⊗ y_v) / √(number of products that meet in z_w), with Q_k the couplings of the irreps (for O(3)
 * the 3j symbol times √(2l+1))
 *
 * That is every equivariant bilinear map. The input holds both, x ⊕ y along the last axis: `tf.concat([x, y], -1)`.
 * Weights are drawn from N(0, 1). [B, …, d_a + d_b] → [B, …, d_out]. As `FullyConnectedTensorProduct` of e3nn,
 * arXiv:2207.09453.
 *
 * @throws when the groups differ, or when an output can come from no product
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { equivarianceError, irreps, O3, steerableProduct } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const vectors = irreps(O3, '1x1o');
 * const layer = steerableProduct(vectors, vectors, irreps(O3, '1x0e + 1x1e + 1x2e'));
 * const parameters = layer.init(draw);
 * const both = tf.tensor2d(Array.from({ length: 12 }, draw.normal), [2, 6]);
 * equivarianceError(layer, parameters, both).max;
 * ```
 */
export function steerableProduct<Element>(
  a: IrrepSum<Element>,
  b: IrrepSum<Element>,
  out: IrrepSum<Element>,
): Layer<SteerableProductParameters> {
  assertSameGroup(a, b, 'steerableProduct');
  assertSameGroup(a, out, 'steerableProduct');
  const name = `steerableProduct (${a.name}) ⊗ (${b.name}) → ${out.name}`;
  const inType = array(directSum(a, b));
  const paths = pathsBetween(a, b, out);
  const sizes = [blockSizes(a), blockSizes(b), blockSizes(out)];
  const copiesAt = ([i, j, o]: Path['place']): [number, number, number] => [
    a.parts[i].multiplicity,
    b.parts[j].multiplicity,
    out.parts[o].multiplicity,
  ];
  const scales = out.parts.map(({ irrep }, o) => {
    const meeting = paths
      .filter(({ place }) => place[2] === o)
      .reduce(
        (sum, path) => sum + path.couplings.length * copiesAt(path.place)[0] * copiesAt(path.place)[1],
        0,
      );
    if (meeting === 0) {
      throw new Error(
        `${name}: no product gives irrep ${irrep.name}; leave it out, or give factors that couple to it.`,
      );
    }
    return 1 / Math.sqrt(meeting);
  });

  /** The block for one path: Σ_k w_k ⊗ Q_k, [copies a·d_a, copies b·d_b, copies out·d_out]. */
  function blockOf({ place, couplings: ways }: Path, weight: Tensor4D): Tensor {
    const [da, db, dc] = [a, b, out].map(({ parts }, axis) => parts[place[axis]].irrep.dimension);
    const [count, u, v, w] = weight.shape;
    const scaled = tf.reshape(tf.mul(weight, scales[place[2]]), [count, u, v, w, 1, 1, 1]);
    // One factor has the copies, the other the components; their product has both, and is put in order.
    const products = tf.einsum('kc,kd->cd', tf.reshape(scaled, [count, u * v * w]), couplingTensor(ways)); // [uvw, d_a·d_b·d_c]
    const ordered = tf.transpose(tf.reshape(products, [u, v, w, da, db, dc]), [0, 3, 1, 4, 2, 5]);
    return tf.reshape(ordered, [u * da, v * db, w * dc]);
  }

  return {
    name,
    group: a.group,
    inType,
    outType: array(out),
    init: (random) =>
      paths.map(
        ({ place, couplings: ways }) =>
          drawNormal([ways.length, ...copiesAt(place)], random.fork(place.join(' '))) as Tensor4D,
      ),
    apply(weights, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const box = assembleBlocks({
          sizes,
          at(place) {
            const index = paths.findIndex((path) => path.place.join() === place.join());
            return index < 0 ? undefined : blockOf(paths[index], weights[index]);
          },
        }); // [d_a, d_b, d_out]
        return multiplyThrough(x, a.dimension, box);
      });
    },
  };
}

const couplingTensor = (ways: readonly Matrix[]): Tensor2D => tf.tensor2d(ways.map((q) => q.flat()));

/** Σᵢⱼ xᵢ yⱼ Mᵢⱼₖ, for x ⊕ y along the last axis. [B, …, d_a + d_b] → [B, …, d_out] */
export function multiplyThrough(x: Tensor, sizeA: number, box: Tensor): Tensor {
  const [a, b] = tf.split(x, [sizeA, x.shape.at(-1)! - sizeA], -1);
  const products = tf.mul(tf.expandDims(a, -1), tf.expandDims(b, -2)); // [B, …, d_a, d_b]
  const [da, db, out] = box.shape as [number, number, number];
  const weight = tf.reshape(box, [da * db, out]) as Tensor2D;
  return applyAffine(tf.reshape(products, [...x.shape.slice(0, -1), da * db]), { weight }); // [B, …, d_out]
}

function pathsBetween(a: IrrepSum, b: IrrepSum, out: IrrepSum): Path[] {
  return a.parts.flatMap((partA, i) =>
    b.parts.flatMap((partB, j) =>
      out.parts.flatMap((partC, o): Path[] => {
        const ways = couplings(partA.irrep, partB.irrep, partC.irrep);
        return ways.length === 0 ? [] : [{ place: [i, j, o], couplings: ways }];
      }),
    ),
  );
}

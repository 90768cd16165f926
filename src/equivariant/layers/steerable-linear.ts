import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '#tensor';
import type { Matrix } from '../linear/matrix.ts';
import { isTrivial } from '../representation/irrep.ts';
import type { IrrepSum } from '../representation/irrep-sum.ts';
import { assertSameGroup } from '../representation/representation.ts';
import { applyAffine } from './affine.ts';
import { assembleBlocks } from './block-matrix.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { blockSizes, drawNormal, sameIrrep } from './steerable-type.ts';

/** Parameters of a steerable linear layer. */
export type SteerableLinearParameters = {
  /**
   * For each block in and each block out of the same irrep, in this order: [K, copies in, copies out], where K counts the
   * matrices that commute with the irrep (1, or 2 for complex type).
   */
  readonly weights: readonly Tensor3D[];
  /** For each trivial block out: [copies]. Empty without bias. */
  readonly biases: readonly Tensor1D[];
};

/**
 * Maps sums of irreps linearly: copies of the same irrep mix, different irreps do not, by Schur's lemma.
 *
 * y_v = Σ_u Σ_k w_kuv E_k x_u / √(copies in), with E_k the matrices that commute with the irrep (1; for complex type 1 and J)
 *
 * That is every equivariant linear map; an irrep that the input does not have stays 0. Weights are drawn from N(0, 1); divided by the root of the copies that meet in one
 * output, they keep variances. [B, …, d_in] → [B, …, d_out]. As `o3.Linear` of e3nn, arXiv:2207.09453.
 *
 * @param options.bias adds a number to each trivial output, which alone may have one. Default false
 * @throws when the groups differ
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { equivarianceError, irreps, O3, steerableLinear } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = steerableLinear(irreps(O3, '2x0e + 3x1o'), irreps(O3, '1x0e + 1x1o'));
 * const parameters = layer.init(draw);
 * const x = tf.tensor2d(Array.from({ length: 22 }, draw.normal), [2, 11]);
 * ({ weights: tf.countParameters(parameters), error: equivarianceError(layer, parameters, x).max }); // 2 + 3 of 44
 * ```
 */
export function steerableLinear<Element>(
  from: IrrepSum<Element>,
  to: IrrepSum<Element>,
  options: { readonly bias?: boolean } = {},
): Layer<SteerableLinearParameters> {
  assertSameGroup(from, to, 'steerableLinear');
  const name = `steerableLinear ${from.name} → ${to.name}`;
  const inType = array(from);
  const basisOf = (i: number): readonly Matrix[] => from.parts[i].irrep.endomorphisms;
  const paths = from.parts.flatMap((source, i) =>
    to.parts.flatMap((target, o) => (sameIrrep(source.irrep, target.irrep) ? [{ i, o }] : [])),
  );
  const biased = to.parts.flatMap(({ irrep }, o) => (options.bias && isTrivial(irrep) ? [o] : []));
  const scales = to.parts.map((_, o) => {
    const meeting = paths.reduce(
      (sum, path) => sum + (path.o === o ? from.parts[path.i].multiplicity * basisOf(path.i).length : 0),
      0,
    );
    return meeting === 0 ? 0 : 1 / Math.sqrt(meeting);
  });
  /** The block of the whole matrix for one path: Σ_k w_k ⊗ E_kᵀ, [copies·d, copies·d]. */
  function blockOf({ i, o }: { i: number; o: number }, weight: Tensor3D): Tensor {
    const { dimension } = from.parts[i].irrep;
    const [count, u, v] = weight.shape;
    const scaled = tf.reshape(tf.mul(weight, scales[o]), [count, u, 1, v, 1]);
    const basis = tf.reshape(tf.tensor3d(basisOf(i) as number[][][]), [count, dimension, dimension]);
    const transposed = tf.reshape(tf.transpose(basis, [0, 2, 1]), [count, 1, dimension, 1, dimension]);
    return tf.reshape(tf.sum(tf.mul(scaled, transposed), 0), [u * dimension, v * dimension]);
  }

  return {
    name,
    group: from.group,
    inType,
    outType: array(to),
    init: (random) => ({
      weights: paths.map(({ i, o }) =>
        drawNormal(
          [basisOf(i).length, from.parts[i].multiplicity, to.parts[o].multiplicity],
          random.fork(`${i} to ${o}`),
        ),
      ) as Tensor3D[],
      biases: biased.map((o) => tf.zeros([to.parts[o].multiplicity]) as Tensor1D),
    }),
    apply({ weights, biases }, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const weight = assembleBlocks({
          sizes: [blockSizes(from), blockSizes(to)],
          at([row, column]) {
            const index = paths.findIndex(({ i, o }) => i === row && o === column);
            return index < 0 ? undefined : blockOf(paths[index], weights[index]);
          },
        }) as Tensor2D; // [d_in, d_out]
        if (biased.length === 0) return applyAffine(x, { weight }); // [B, …, d_out]
        const bias = assembleBlocks({
          sizes: [blockSizes(to)],
          at: ([o]) => biases[biased.indexOf(o)],
        }) as Tensor1D; // [d_out]
        return applyAffine(x, { weight, bias }); // [B, …, d_out]
      });
    },
  };
}

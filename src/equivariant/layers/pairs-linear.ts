import * as tf from '#tensor';
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { applyAffine, drawWeight } from './affine.ts';
import { assertHolds, pairs } from './feature-type.ts';
import type { Layer } from './layer.ts';
import { summarisePairs } from './summarise-pairs.ts';

/**
 * Parameters of `pairsLinear`: fifteen weights, named by what they read and where they write it.
 *
 * Each [Cin, Cout], those of `row`, `column` and `diagonal` [3·Cin, Cout], of `total` and `totalDiagonal` [2·Cin, Cout].
 */
export type PairsLinearParameters = {
  readonly same: Tensor2D;
  readonly transposed: Tensor2D;
  readonly row: Tensor2D;
  readonly column: Tensor2D;
  readonly diagonal: Tensor2D;
  readonly total: Tensor2D;
  readonly totalDiagonal: Tensor2D;
  /** [Cout], added everywhere. */
  readonly bias: Tensor1D;
  /** [Cout], added on the diagonal. */
  readonly biasDiagonal: Tensor1D;
};

/**
 * Maps numbers on pairs to numbers on pairs by the general affine map that commutes with every permutation.
 *
 * y_ij = w₁x_ij + w₂x_ji + (W₃ sᵢ) + (W₄ sⱼ) + δ_ij (W₅ sᵢ) + W₆ t + δ_ij W₇ t + b + δ_ij b',
 * sᵢ = (x_ii, mean_j x_ij, mean_j x_ji), t = (mean_i x_ii, mean_ij x_ij)
 *
 * 2 + 3·3 + 2·2 = 15 weights for each pair of channels, whatever n. [B, n, n, Cin] → [B, n, n, Cout].
 * Maron et al. 2019, arXiv:1812.09902, theorem 1 and appendix A; means instead of sums.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { equivarianceError, pairsLinear, symmetricGroup } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = pairsLinear({ in: 1, out: 1 });
 * const parameters = layer.init(draw);
 * const matrices = tf.tensor4d(Array.from({ length: 16 }, draw.normal), [1, 4, 4, 1]);
 * const { max } = equivarianceError(layer, parameters, matrices, symmetricGroup(4));
 * ({ parameters: tf.countParameters(parameters), error: max }); // 15 weights and 2 biases, whatever n
 * ```
 */
export function pairsLinear(options: {
  readonly in: number;
  readonly out: number;
}): Layer<PairsLinearParameters> {
  const { in: channelsIn, out: channelsOut } = options;
  const name = `pairsLinear ${channelsIn} → ${channelsOut}`;
  const inType = pairs(channelsIn);
  return {
    name,
    symmetry: { group: 'Sₙ', exact: true },
    inType,
    outType: pairs(channelsOut),
    init(random) {
      const draw = (reads: number, part: string): Tensor2D =>
        drawWeight(reads * channelsIn, channelsOut, random.fork(part));
      return {
        same: draw(1, 'same'),
        transposed: draw(1, 'transposed'),
        row: draw(3, 'row'),
        column: draw(3, 'column'),
        diagonal: draw(3, 'diagonal'),
        total: draw(2, 'total'),
        totalDiagonal: draw(2, 'totalDiagonal'),
        bias: tf.zeros([channelsOut]) as Tensor1D,
        biasDiagonal: tf.zeros([channelsOut]) as Tensor1D,
      };
    },
    apply(parameters, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const map = x as Tensor4D; // [B, n, n, Cin]
        const { elements, totals, delta } = summarisePairs(map); // s [B, n, 3·Cin], t [B, 1, 2·Cin], δ [n, n, 1]
        const on = (signal: Tensor3D, weight: Tensor2D): Tensor3D => applyAffine(signal, { weight });
        const rows = tf.add(
          on(elements, parameters.row),
          tf.add(on(totals, parameters.total), parameters.bias),
        ); // [B, n, Cout]
        const diagonal = tf.add(
          on(elements, parameters.diagonal),
          tf.add(on(totals, parameters.totalDiagonal), parameters.biasDiagonal),
        ); // [B, n, Cout]
        const terms = [
          applyAffine(map, { weight: parameters.same }), // w₁ x_ij
          applyAffine(tf.transpose(map, [0, 2, 1, 3]), { weight: parameters.transposed }), // w₂ x_ji
          tf.expandDims(rows, 2), // W₃ sᵢ + W₆ t + b
          tf.expandDims(on(elements, parameters.column), 1), // W₄ sⱼ
          tf.mul(delta, tf.expandDims(diagonal, 2)), // δ_ij (W₅ sᵢ + W₇ t + b')
        ];
        return terms.reduce((sum, term) => tf.add(sum, term)); // [B, n, n, Cout]
      });
    },
  };
}

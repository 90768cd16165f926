import * as tf from '#tensor';
import type { Tensor2D, Tensor3D } from '#tensor';
import type { Matrix } from '../linear/matrix.ts';
import type { Representation } from '../representation/representation.ts';
import { equivariantMaps, invariantVectors, readableBasis } from '../solve/equivariant-maps.ts';
import { applyAffine } from './affine.ts';
import { array, assertHolds } from './feature-type.ts';
import type { Layer } from './layer.ts';

/** Options of a linear layer whose weight sharing is solved for. */
export interface EquivariantLinearOptions {
  /** Channels in: copies of the representation that the layer reads. */
  readonly in: number;
  /** Channels out. */
  readonly out: number;
  /** Adds the vectors that the group leaves alone, with weights of their own. Default true. */
  readonly bias?: boolean;
}

/** Parameters of `equivariantLinear`: one matrix of channels for each map of the basis, and for each invariant vector. */
export type EquivariantLinearParameters = {
  /** [K, Cin, Cout] */
  readonly weight: Tensor3D;
  /** [K', Cout]; absent without bias, or where only 0 is invariant. */
  readonly bias?: Tensor2D;
};

/**
 * The general linear layer that commutes with a group, found by solving for its weights: any group, any representations.
 *
 * y = Σ_k B_k x W_k + Σ_k v_k b_kᵀ, with B_k a basis of {B : ρ_out(g) B = B ρ_in(g)} and v_k of {v : ρ_out(g) v = v}
 *
 * [B, …, d_in, Cin] → [B, …, d_out, Cout]; K·Cin·Cout + K'·Cout weights. Z/n on its regular representation gives circular
 * convolution, Sₙ on ℝⁿ a DeepSets layer, Sₙ on pairs fifteen weights. The basis is that of `readableBasis`, so that for
 * permutations a weight is shared over an orbit; weights are drawn so that variances are kept.
 * Finzi, Welling & Wilson, arXiv:2104.09459.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { equivariantLinear, integersModulo, regularRepresentation } from '#equivariant';
 *
 * const ring = regularRepresentation(integersModulo(4));
 * const layer = equivariantLinear(ring, ring, { in: 1, out: 1, bias: false });
 * const weight = tf.tensor3d([1, 10, 100, 1000], [4, 1, 1]); // one for each cyclic shift
 * const x = tf.tensor3d([1, 2, 3, 4], [1, 4, 1]);
 * const y = layer.apply({ weight }, x);
 * Array.from(y.dataSync()); // a circular convolution
 * ```
 *
 * @throws when the groups differ, or when no map but 0 is equivariant
 */
export function equivariantLinear<Element>(
  from: Representation<Element>,
  to: Representation<Element>,
  options: EquivariantLinearOptions,
): Layer<EquivariantLinearParameters> {
  const { in: channelsIn, out: channelsOut, bias = true } = options;
  const name = `equivariantLinear ${from.name} × ${channelsIn} → ${to.name} × ${channelsOut}`;
  const maps = readableBasis(equivariantMaps(from, to));
  if (maps.length === 0) {
    throw new Error(
      `${name}: only 0 commutes with ${from.group.name}; take representations that share an irrep (see decompose).`,
    );
  }
  const invariant = bias ? readableBasis(invariantVectors(to).map((v) => [v])).map(([v]) => [...v]) : [];
  const inType = array(from, channelsIn);
  const deviation = Math.sqrt(to.dimension / (channelsIn * squareOf(maps)));
  return {
    name,
    group: from.group,
    inType,
    outType: array(to, channelsOut),
    init: (random) => ({
      weight: tf.tidy(() =>
        tf.mul(tf.heNormal([maps.length, channelsIn, channelsOut], 2, random), deviation),
      ) as Tensor3D,
      ...(invariant.length > 0 && { bias: tf.zeros([invariant.length, channelsOut]) as Tensor2D }),
    }),
    apply({ weight, bias: shares }, x) {
      assertHolds(inType, x.shape, name);
      return tf.tidy(() => {
        const batch = x.shape.slice(0, -2);
        const basis = tf.tensor3d(maps as number[][][]); // [K, d_out, d_in]
        const whole = tf.reshape(tf.einsum('koi,kcd->icod', basis, weight), [
          from.dimension * channelsIn,
          to.dimension * channelsOut,
        ]) as Tensor2D;
        const flat = tf.reshape(x, [...batch, from.dimension * channelsIn]);
        const y = tf.reshape(applyAffine(flat, { weight: whole }), [...batch, to.dimension, channelsOut]);
        return shares ? tf.add(y, tf.matMul(tf.tensor2d(invariant), shares, true)) : y; // [B, …, d_out, Cout]
      });
    },
  };
}

const squareOf = (maps: readonly Matrix[]): number =>
  maps.flat(2).reduce((sum, entry) => sum + entry * entry, 0);

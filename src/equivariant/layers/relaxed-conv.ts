import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import { convolution } from './convolution.ts';
import { image, regular, widthOf } from './feature-type.ts';
import { filterBank } from './filter-bank.ts';
import type { FilterBank } from './filter-bank.ts';
import type { GroupConvOptions } from './group-conv-options.ts';
import type { Layer } from './layer.ts';

/** Options of a relaxed convolution. */
export interface RelaxedConvOptions extends GroupConvOptions {
  /** Number of generating filters L that are mixed. Default 1. */
  readonly banks?: number;
}

/** Parameters of a relaxed convolution: filters [L, k, k, (|H|,) Cin, Cout], weights w [L, |G|], bias [Cout]. */
export type RelaxedConvParameters =
  | { readonly filters: Tensor; readonly weights: Tensor2D }
  | { readonly filters: Tensor; readonly weights: Tensor2D; readonly bias: Tensor1D };

/**
 * Lifts an image as `liftingConv` does, but each group element weighs the filters in its own way.
 *
 * y(x, g) = Σ_y Σ_c f_c(y) Σ_l w_l(g) ψ_l,c(g⁻¹(y − x)) + b
 *
 * Equal weights over g make it commute with the group exactly, and so it starts: w = 1/L. Equal weights stay equal unless
 * the data break the symmetry, so what they become says how far the data do. Wang, Walters & Yu 2022, arXiv:2201.11969.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, equivarianceError, relaxedLiftingConv } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = relaxedLiftingConv(C4, { in: 1, out: 2, kernel: 3 });
 * const fresh = layer.init(draw);
 * const unequal = { ...fresh, weights: tf.tensor2d([[1, 1, 1, 1.1]]) }; // as data might have asked for
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * [fresh, unequal].map((parameters) => equivarianceError(layer, parameters, images, C4).max);
 * ```
 */
export function relaxedLiftingConv(
  group: FiniteGroup,
  options: RelaxedConvOptions,
): Layer<RelaxedConvParameters> {
  return relaxedConvolution(group, options, false);
}

/**
 * Convolves on grid × group as `groupConv` does, but each group element weighs the filters in its own way.
 *
 * y(x, g) = Σ_y Σ_h Σ_c f_c(y, h) Σ_l w_l(g) ψ_l,c(g⁻¹(y − x), g⁻¹h) + b
 *
 * Wang, Walters & Yu 2022, arXiv:2201.11969; see `relaxedLiftingConv`.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, equivarianceError, liftingConv, relaxedGroupConv, sequential } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const net = sequential([
 *   liftingConv(C4, { in: 1, out: 2, kernel: 3 }),
 *   relaxedGroupConv(C4, { in: 2, out: 2, kernel: 3, banks: 2 }),
 * ]);
 * const parameters = net.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * equivarianceError(net, parameters, images, C4).max; // it starts symmetric
 * ```
 */
export function relaxedGroupConv(
  group: FiniteGroup,
  options: RelaxedConvOptions,
): Layer<RelaxedConvParameters> {
  return relaxedConvolution(group, options, true);
}

function relaxedConvolution(
  group: FiniteGroup,
  options: RelaxedConvOptions,
  overGroup: boolean,
): Layer<RelaxedConvParameters> {
  const { in: channelsIn, out: channelsOut, kernel, banks = 1, bias = true } = options;
  if (!Number.isInteger(banks) || banks < 1) throw new Error(`banks = ${banks}: give a whole number ≥ 1.`);
  const bank = filterBank(group, kernel, overGroup, options.interpolate);
  const inType = overGroup ? regular(group, channelsIn) : image(channelsIn);
  const filterShape = [kernel, kernel, ...(overGroup ? [group.order] : []), channelsIn, channelsOut];
  const inner = convolution({
    kind: `relaxed${overGroup ? 'Group' : 'Lifting'}Conv ${group.name}`,
    options,
    inType,
    outType: regular(group, channelsOut),
    filterShape,
    bank: (mixed) => mixed as Tensor4D, // made below: its filter is the bank
  });
  const { name, outType } = inner;
  const remark = 'exact as long as the weights are equal over the group';
  return {
    name,
    symmetry: { group: group.name, exact: false, remark },
    inType,
    outType,
    init(random) {
      const filters = tf.heUniform([banks, ...filterShape], kernel * kernel * widthOf(inType), random);
      const weights = tf.fill([banks, group.order], 1 / banks) as Tensor2D;
      return bias ? { filters, weights, bias: tf.zeros([channelsOut]) as Tensor1D } : { filters, weights };
    },
    apply: ({ filters, weights, ...rest }, x) =>
      tf.tidy(() => inner.apply({ filter: mixBanks(bank, filters, weights), ...rest }, x)),
  };
}

/** Σ_l w_l(g) (g ψ_l), for each g: [k, k, |H|·Cin, |G|·Cout]. */
function mixBanks(bank: FilterBank, filters: Tensor, weights: Tensor2D): Tensor4D {
  const order = weights.shape[1];
  const [perElement, perGenerator] = [inBanks(weights), inBanks(filters)]; // L times [|G|], L times [k, k, …]
  const terms = perGenerator.map((filter, l) => {
    const moved = bank(filter); // [k, k, |H|·Cin, |G|·Cout]
    const channelsOut = moved.shape[3] / order;
    const byElement = tf.reshape(moved, [-1, order, channelsOut]); // [kk|H|·Cin, |G|, Cout]
    return tf.reshape(tf.mul(byElement, tf.reshape(perElement[l], [order, 1])), moved.shape) as Tensor4D;
  });
  return terms.reduce((sum, term) => tf.add(sum, term));
}

/** Apart along the first axis. A list of one is made otherwise: tfjs forgets on the way back that it was a list. */
const inBanks = (x: Tensor): Tensor[] => (x.shape[0] === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x));

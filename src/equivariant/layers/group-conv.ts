import type { FiniteGroup } from '../group/finite-group.ts';
import { convolution } from './convolution.ts';
import type { ConvParameters } from './convolution.ts';
import { regular } from './feature-type.ts';
import { filterBank } from './filter-bank.ts';
import { promiseOf } from './group-conv-options.ts';
import type { GroupConvOptions } from './group-conv-options.ts';
import type { Layer } from './layer.ts';

/**
 * Convolves functions on grid × group: a pattern of poses is looked for in all |G| poses.
 *
 * (f ⋆ ψ)(x, g) = Σ_y Σ_h Σ_c f_c(y, h) ψ_c(g⁻¹(y − x), g⁻¹h) + b
 *
 * Filter [k, k, |G|, Cin, Cout], bias [Cout]. Cohen & Welling, arXiv:1602.07576, eq. 11.
 *
 * With `interpolate` it commutes with right angles only, and nearly with the others: see `GroupConvOptions`.
 *
 * @throws when the group does not map pixels to pixels and `interpolate` is not said; when applied, if sizes do not meet a turned image as they meet this one (see `assertExactStride`)
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, equivarianceError, groupConv, liftingConv, relu, sequential } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const net = sequential([
 *   liftingConv(C4, { in: 1, out: 4, kernel: 3 }),
 *   relu(),
 *   groupConv(C4, { in: 4, out: 4, kernel: 3 }),
 * ]);
 * const parameters = net.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * equivarianceError(net, parameters, images).max;
 * ```
 */
export function groupConv(group: FiniteGroup, options: GroupConvOptions): Layer<ConvParameters> {
  const bank = filterBank(group, options.kernel, true, options.interpolate);
  return convolution({
    kind: `groupConv ${group.name}`,
    options,
    ...promiseOf(group, options),
    inType: regular(group, options.in),
    outType: regular(group, options.out),
    filterShape: [options.kernel, options.kernel, group.order, options.in, options.out],
    bank,
  });
}

import type { FiniteGroup } from '../group/finite-group.ts';
import { convolution } from './convolution.ts';
import type { ConvParameters } from './convolution.ts';
import { image, regular } from './feature-type.ts';
import { filterBank } from './filter-bank.ts';
import { promiseOf } from './group-conv-options.ts';
import type { GroupConvOptions } from './group-conv-options.ts';
import type { Layer } from './layer.ts';

/**
 * Lifts an image to a function on grid × group: each filter looks for its pattern in all |G| poses.
 *
 * (f ⋆ ψ)(x, g) = Σ_y Σ_c f_c(y) ψ_c(g⁻¹(y − x)) + b
 *
 * Filter [k, k, Cin, Cout], bias [Cout]. Cohen & Welling, arXiv:1602.07576, eq. 10.
 *
 * With `interpolate` it commutes with right angles only, and nearly with the others: see `GroupConvOptions`.
 *
 * @throws when the group does not map pixels to pixels and `interpolate` is not said; when applied, if sizes do not meet a turned image as they meet this one (see `assertExactStride`)
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { D4, equivarianceError, liftingConv } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = liftingConv(D4, { in: 1, out: 4, kernel: 3 });
 * const parameters = layer.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * const poses = layer.apply(parameters, images); // [1, 5, 5, 8 · 4]
 * ({ shape: poses.shape, error: equivarianceError(layer, parameters, images).max });
 * ```
 */
export function liftingConv(group: FiniteGroup, options: GroupConvOptions): Layer<ConvParameters> {
  const bank = filterBank(group, options.kernel, false, options.interpolate);
  return convolution({
    kind: `liftingConv ${group.name}`,
    options,
    ...promiseOf(group, options),
    inType: image(options.in),
    outType: regular(group, options.out),
    filterShape: [options.kernel, options.kernel, options.in, options.out],
    bank,
  });
}

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

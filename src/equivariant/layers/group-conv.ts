import type { FiniteGroup } from '../group/finite-group.ts';
import { convolution } from './convolution.ts';
import type { ConvOptions, ConvParameters } from './convolution.ts';
import { regular } from './feature-type.ts';
import { expandFilter, filterSources } from './filter-bank.ts';
import type { Layer } from './layer.ts';

/**
 * Convolves functions on grid × group: a pattern of poses is looked for in all |G| poses.
 *
 * (f ⋆ ψ)(x, g) = Σ_y Σ_h Σ_c f_c(y, h) ψ_c(g⁻¹(y − x), g⁻¹h) + b
 *
 * Filter [k, k, |G|, Cin, Cout], bias [Cout]. Cohen & Welling, arXiv:1602.07576, eq. 11.
 *
 * @throws when applied, if sizes do not meet a turned image as they meet this one (see `assertExactStride`)
 */
export function groupConv(group: FiniteGroup, options: ConvOptions): Layer<ConvParameters> {
  const sources = filterSources(group, options.kernel, true);
  return convolution({
    kind: `groupConv ${group.name}`,
    options,
    group,
    inType: regular(group, options.in),
    outType: regular(group, options.out),
    filterShape: [options.kernel, options.kernel, group.order, options.in, options.out],
    bank: (filter) => expandFilter(group, filter, sources),
  });
}

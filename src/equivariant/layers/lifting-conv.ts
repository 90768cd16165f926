import type { FiniteGroup } from '../group/finite-group.ts';
import { convolution } from './convolution.ts';
import type { ConvOptions, ConvParameters } from './convolution.ts';
import { image, regular } from './feature-type.ts';
import { expandFilter, filterSources } from './filter-bank.ts';
import type { Layer } from './layer.ts';

/**
 * Lifts an image to a function on grid × group: each filter looks for its pattern in all |G| poses.
 *
 * (f ⋆ ψ)(x, g) = Σ_y Σ_c f_c(y) ψ_c(g⁻¹(y − x)) + b
 *
 * Filter [k, k, Cin, Cout], bias [Cout]. Cohen & Welling, arXiv:1602.07576, eq. 10.
 *
 * @throws when applied, if sizes do not meet a turned image as they meet this one (see `assertExactStride`)
 */
export function liftingConv(group: FiniteGroup, options: ConvOptions): Layer<ConvParameters> {
  const sources = filterSources(group, options.kernel, false);
  return convolution({
    kind: `liftingConv ${group.name}`,
    options,
    group,
    inType: image(options.in),
    outType: regular(group, options.out),
    filterShape: [options.kernel, options.kernel, options.in, options.out],
    bank: (filter) => expandFilter(group, filter, sources),
  });
}

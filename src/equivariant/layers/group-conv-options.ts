import type { FiniteGroup } from '../group/finite-group.ts';
import type { ConvOptions } from './convolution.ts';
import type { Symmetry } from './layer.ts';

/** Options of a convolution over a group. */
export interface GroupConvOptions extends ConvOptions {
  /**
   * Turns filters by interpolation between pixels (bilinear, 0 outside the filter), which any Cₙ and Dₙ can. Default false.
   *
   * Equivariance is then not exact. Right angles still are; at 45°, 5 × 5 filters with random weights are off by 20–40 %
   * of the largest output on smooth images, by 50–100 % on noise, and no training makes that a theorem.
   */
  readonly interpolate?: boolean;
}

/** What a convolution may promise: to commute with the group, or, where filters are interpolated, to nearly do so. */
export function promiseOf(
  group: FiniteGroup,
  { interpolate = false }: GroupConvOptions,
): { group: FiniteGroup } | { symmetry: Symmetry } {
  const exact = group.elements.every(({ matrix }) => matrix.every(Number.isInteger));
  if (exact || !interpolate) return { group };
  const remark =
    'filters are interpolated: exact at right angles; at 45° random filters are off by 20–40 % of the output on smooth images, 50–100 % on noise';
  return { symmetry: { group: group.name, exact: false, remark } };
}

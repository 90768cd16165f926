import * as tf from '#tensor';
import type { Tensor, Tensor3D, Tensor4D } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import { sourcesOf } from '../group/sources.ts';
import { interpolationMatrix } from './interpolation.ts';

/**
 * Lists, for each (g, x, h), the row of a generating filter that lands there: the row of (g⁻¹x, g⁻¹h).
 *
 * @param k the filter is k × k pixels
 * @param overGroup the filter's domain is grid × group, not the grid alone (then h has one value)
 * @returns |G|·k·k·|H| rows of the flattened axes (x, h)
 */
export function filterSources(group: FiniteGroup, k: number, overGroup: boolean): Int32Array {
  return Int32Array.from(group.elements.flatMap((_, g) => [...sourcesOf(group, g, [k, k], overGroup)]));
}

/** Makes, from one generating filter, the bank of its |G| transforms: [k, k, |H|·Cin, |G|·Cout]. */
export type FilterBank = (filter: Tensor) => Tensor4D;

/**
 * Chooses how a group moves filters of k × k pixels: exactly, or, if asked, by interpolation.
 *
 * @param overGroup the filter's domain is grid × group, not the grid alone
 * @throws when the group does not map pixels to pixels and `interpolate` is not said
 */
export function filterBank(
  group: FiniteGroup,
  k: number,
  overGroup: boolean,
  interpolate = false,
): FilterBank {
  if (interpolate) return interpolatedBank(group, k, overGroup);
  const sources = filterSources(group, k, overGroup);
  return (filter) => expandFilter(group, filter, sources);
}

/**
 * Turns one generating filter into the bank of its |G| transforms, as the filter of a single convolution.
 *
 * (g ψ)(x, h) = ψ(g⁻¹x, g⁻¹h)
 *
 * Cohen & Welling, arXiv:1602.07576, section 7.1; here as one kernel, which uploads nothing.
 *
 * @param filter [k, k, Cin, Cout] over the grid, or [k, k, |H|, Cin, Cout] over grid × group
 * @param sources from `filterSources`
 * @returns [k, k, |H|·Cin, |G|·Cout]
 */
export function expandFilter(group: FiniteGroup, filter: Tensor, sources: Int32Array): Tensor4D {
  return tf.tidy(() => {
    const k = filter.shape[0];
    const [channelsIn, channelsOut] = filter.shape.slice(-2) as [number, number];
    const perElement = sources.length / group.order; // k·k·|H|
    const rows = tf.reshape(filter, [-1, channelsIn, channelsOut]) as Tensor3D; // [kk|H|, Cin, Cout]
    const bank = tf.rearrange(rows, sources, group.order); // [kk|H|, Cin, |G|, Cout]
    const depth = perElement / (k * k); // |H|
    return tf.reshape(bank, [k, k, depth * channelsIn, group.order * channelsOut]);
  });
}

/** The bank (g ψ)(x, h) = ψ(g⁻¹x, g⁻¹h) with ψ interpolated between pixels. */
function interpolatedBank(group: FiniteGroup, k: number, overGroup: boolean): FilterBank {
  const pixels = k * k;
  const depth = overGroup ? group.order : 1; // |H|
  const moves = new Float32Array(group.order * pixels * pixels);
  group.elements.forEach((_, g) => moves.set(interpolationMatrix(group, g, k), g * pixels * pixels));
  const shifts = Int32Array.from({ length: group.order * pixels * depth }, (_, index) => {
    const [moved, h] = [Math.floor(index / depth), index % depth]; // moved = g·kk + pixel
    const inverse = group.inverse[Math.floor(moved / pixels)];
    return moved * depth + (overGroup ? group.product[inverse][h] : 0);
  });
  return (filter) =>
    tf.tidy(() => {
      const [channelsIn, channelsOut] = filter.shape.slice(-2) as [number, number];
      const rows = tf.reshape(filter, [pixels, -1]); // [kk, |H|·Cin·Cout]
      const moved = tf.matMul(tf.tensor2d(moves, [group.order * pixels, pixels]), rows); // [|G|·kk, |H|·Cin·Cout]
      const byRow = tf.reshape(moved, [-1, channelsIn, channelsOut]) as Tensor3D; // [|G|·kk·|H|, Cin, Cout]
      const bank = tf.rearrange(byRow, shifts, group.order); // [kk|H|, Cin, |G|, Cout]
      return tf.reshape(bank, [k, k, depth * channelsIn, group.order * channelsOut]);
    });
}

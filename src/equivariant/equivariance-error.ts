import * as tf from '#tensor';
import type { Parameters, Tensor } from '#tensor';
import { act } from './group/action.ts';
import type { FiniteGroup } from './group/finite-group.ts';
import { assertHolds } from './layers/feature-type.ts';
import type { Layer } from './layers/layer.ts';

/** How far a layer is from commuting with a group, relative to its output. */
export interface EquivarianceError {
  /** The largest of `perElement`. */
  readonly max: number;
  /** One error for each group element, in the group's order. */
  readonly perElement: readonly number[];
}

/**
 * Measures how far a layer is from commuting with its group, over every element.
 *
 * max_g max |L(g x) − g L(x)| / max |L(x)|
 *
 * @param x a batch of the layer's `inType`; the caller keeps it
 * @param group by default the layer's own; give one to try a layer that promises nothing
 * @returns numbers without a unit: about 1e-7 (float32) when L is equivariant, of order 1 when not; Infinity for NaN
 * @throws when no group is known, or when L(x) = 0 everywhere, which would say nothing
 */
export function equivarianceError<P extends Parameters>(
  layer: Layer<P>,
  parameters: P,
  x: Tensor,
  group: FiniteGroup | undefined = layer.group,
): EquivarianceError {
  if (!group) throw new Error(`${layer.name} belongs to no group; give the group to test it with.`);
  return tf.tidy(() => {
    const y = layer.apply(parameters, x);
    assertHolds(layer.outType, y.shape, `the outType of ${layer.name}`);
    const scale = largest(y);
    if (scale === 0)
      throw new Error(`${layer.name} gives 0 everywhere, which any layer would; test it with another input.`);
    const perElement = group.elements.map((_, g) => {
      const turnedFirst = layer.apply(parameters, act(group, g, layer.inType, x)); // L(g x)
      const turnedLast = act(group, g, layer.outType, y); // g L(x)
      if (turnedFirst.shape.join() !== turnedLast.shape.join()) return Infinity;
      return largest(tf.sub(turnedFirst, turnedLast)) / scale;
    });
    return { max: Math.max(...perElement), perElement };
  });
}

/** The largest magnitude in a tensor, or Infinity if anything in it is not a finite number. */
function largest(x: Tensor): number {
  let most = 0;
  for (const value of x.dataSync()) {
    if (!Number.isFinite(value)) return Infinity;
    most = Math.max(most, Math.abs(value));
  }
  return most;
}

/**
 * Throws unless a layer commutes with every element of its group, to within rounding.
 *
 * @param tolerance relative to max |L(x)|; the default 1e-5 is a hundred times what float32 sums in another order
 *   give, and ten thousand times less than what a wrong filter does
 */
export function assertEquivariant<P extends Parameters>(
  layer: Layer<P>,
  parameters: P,
  x: Tensor,
  tolerance = 1e-5,
  group: FiniteGroup | undefined = layer.group,
): void {
  const { max, perElement } = equivarianceError(layer, parameters, x, group);
  if (max <= tolerance) return;
  const errors = perElement
    .map((error, g) => `${group?.elements[g].name}: ${error.toExponential(1)}`)
    .join(', ');
  throw new Error(
    `${layer.name} does not commute with ${group?.name}: error ${max.toExponential(1)} > ${tolerance} (${errors}); ` +
      'look for a size that is not exact, a filter that is not turned or shifted, or parameters that differ along the group axis.',
  );
}

import type { Parameters } from '#tensor';
import { isFiniteGroup } from '../group/finite-group.ts';
import type { Layer } from './layer.ts';

/**
 * The same layer with the same parameters, but L(g x) and g L(x) agree in every bit, for every g.
 *
 * Floats added in another order give another last bit, and a turned input is added in another order: as a rule L(g x)
 * and g L(x) differ by about 1e-6 of the largest output, and once in some thousand images that changes which class
 * scores highest. Here a convolution turns its input and not its filter, y_g = g · (g⁻¹x ⋆ ψ), so that h x goes through
 * the very same calls on the very same numbers as x, and means are added in an order that turns along
 * (`symmetricMean`). It costs more than `apply`, and is meant for evaluation.
 *
 * @throws when the layer promises no equivariance; when applied, at sizes that are not exact, even if `inexact`
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { bitExact, C4, equivarianceError, liftingConv } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = liftingConv(C4, { in: 1, out: 4, kernel: 3 });
 * const parameters = layer.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 49 }, draw.normal), [1, 7, 7, 1]);
 * [layer, bitExact(layer)].map((one) => equivarianceError(one, parameters, images).max);
 * ```
 */
export function bitExact<P extends Parameters>(layer: Layer<P>): Layer<P> {
  const { group } = layer;
  if (!group)
    throw new Error(
      `${layer.name} belongs to no group, so there is nothing to keep to the bit; use it as it is.`,
    );
  if (!isFiniteGroup(group)) {
    throw new Error(
      `${layer.name} belongs to ${group.name}, which does not move whole pixels; use it as it is.`,
    );
  }
  return {
    ...layer,
    name: `${layer.name}, bit-exact`,
    apply: (parameters, x) => layer.applyBitExact?.(parameters, x, group) ?? layer.apply(parameters, x),
  };
}

import * as tf from '#tensor';
import type { Parameters } from '#tensor';
import { act } from '../group/action.ts';
import type { Group } from '../group/group.ts';
import type { Layer } from './layer.ts';

/** A sum over more elements than 6! would outlast anybody's patience. */
const LARGEST = 720;

/**
 * The Reynolds operator: makes any model equivariant by averaging it over a finite group.
 *
 * (R L)(x) = 1/|G| Σ_g g⁻¹ L(g x)
 *
 * It is a projection: R L = L where L is equivariant already, and R L is the equivariant map nearest to L (in L², for
 * inputs whose distribution the group keeps). When the output is a vector, on which g does nothing, R L is invariant.
 * It costs |G| runs of the model.
 * Murphy et al. 2019, arXiv:1811.01900, section 2, for the group of all permutations.
 *
 * @param group one that acts on the model's types (see `act`), with at most 720 elements
 * @throws when the group is infinite or larger; take `frameAveraging` or a finite subgroup
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { C4, denseImage, equivarianceError, reynolds } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const free = denseImage({ height: 4, width: 4, in: 1, out: 1 });
 * const parameters = free.init(draw);
 * const images = tf.tensor4d(Array.from({ length: 16 }, draw.normal), [1, 4, 4, 1]);
 * [free, reynolds(C4, free)].map((layer) => equivarianceError(layer, parameters, images, C4).max);
 * ```
 */
export function reynolds<Element, P extends Parameters>(group: Group<Element>, model: Layer<P>): Layer<P> {
  if (!group.list || group.order > LARGEST) {
    throw new Error(
      `reynolds averages over every element, but ${group.name} has ${group.order} of them; ` +
        'take a finite subgroup, or frameAveraging for E(n).',
    );
  }
  const elements = group.list();
  return {
    name: `average of ${model.name} over ${group.name}`,
    group,
    inType: model.inType,
    outType: model.outType,
    init: (random) => model.init(random),
    apply: (parameters, x) =>
      tf.tidy(() => {
        const terms = elements.map((g) => {
          const y = model.apply(parameters, act(group, g, model.inType, x)); // L(g x)
          return act(group, group.invert(g), model.outType, y); // g⁻¹ L(g x)
        });
        return tf.div(
          terms.reduce((sum, term) => tf.add(sum, term)),
          elements.length,
        );
      }),
  };
}

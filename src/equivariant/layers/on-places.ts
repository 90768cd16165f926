import type { Parameters, Tensor3D } from '#tensor';
import { euclideanGroup } from '../group/euclidean.ts';
import { pointAction } from '../representation/standard.ts';
import { array } from './feature-type.ts';
import type { Layer } from './layer.ts';
import type { Points } from './signal.ts';

/**
 * A layer on points as a map of their places alone, x ↦ x', so that `equivarianceError` can try it with E(d).
 *
 * @param rest the other parts of the signal, without velocities, which stay as they are; the caller's
 * @param dimension d
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { egnn, equivarianceError, onPlaces } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = egnn({ in: 1, out: 1, hidden: 4 });
 * const parameters = layer.init(draw);
 * const h = tf.tensor3d([1, 1, 1, 1], [1, 4, 1]);
 * const x = tf.tensor3d(Array.from({ length: 12 }, draw.normal), [1, 4, 3]);
 * equivarianceError(onPlaces(layer, { h }, 3), parameters, x, undefined, { samples: 10 }).max;
 * ```
 */
export function onPlaces<P extends Parameters>(
  layer: Layer<P, Points, Points>,
  rest: Omit<Points, 'x' | 'v'>,
  dimension: number,
): Layer<P> {
  if (layer.inType.velocity) {
    throw new Error(
      `${layer.name} moves velocities too, which a map of places cannot hold; build it without.`,
    );
  }
  const group = euclideanGroup(dimension);
  const places = array(rest.h.shape[1], pointAction(group));
  return {
    name: `${layer.name}, on places`,
    group,
    inType: places,
    outType: places,
    init: (random) => layer.init(random),
    apply(parameters, x) {
      const { h, x: moved } = layer.apply(parameters, { ...rest, x: x as Tensor3D });
      h.dispose();
      return moved;
    },
  };
}

import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { assertHolds, describeType } from '../layers/feature-type.ts';
import type { ArrayType, FeatureType, PairsType, PixelType, SetType } from '../layers/feature-type.ts';
import type { Action } from '../representation/representation.ts';
import type { Graph, GraphType, Points, PointsType, Signal, TypeOf } from '../layers/signal.ts';
import { applyAlongAxis } from './along-axis.ts';
import { isFiniteGroup } from './finite-group.ts';
import type { FiniteGroup } from './finite-group.ts';
import type { Group } from './group.ts';
import { moveAndRename, permutationOf, permuteAxes, renameNodes } from './motion.ts';
import { sourcesOf } from './sources.ts';

/**
 * Acts on a batch as its type says.
 *
 * On images (g f)(x) = f(g⁻¹ x), on regular feature maps (g f)(x, h) = f(g⁻¹ x, g⁻¹ h): values move, and none changes,
 * bit for bit. On sets (σ x)ᵢ = x at σ⁻¹(i), and on pairs so for both indices. On arrays x ↦ ρ(g) x + t(g) along each
 * axis with an action, in float32. On vectors g f = f. On graphs a permutation renames the nodes; on points a motion of
 * E(d) or O(d) moves positions and velocities, and Sₙ × E(d) does both.
 *
 * @param x [B, H, W, width], [B, size], [B, n, C], [B, …, d₁, d₂, …], a graph or points; a quarter turn exchanges H and W
 * @returns tensors of their own, the caller's; parts of a graph or of points that do not move are passed on, uncopied
 * @throws when the type belongs to another group, or to none that moves what it holds
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { act, C4, image } from '#equivariant';
 *
 * const pixels = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
 * const turned = act(C4, 1, image(1), pixels); // a quarter turn, counter-clockwise
 * Array.from(turned.dataSync());
 * ```
 */
export function act<Element>(group: Group<Element>, g: Element, type: FeatureType, x: Tensor): Tensor;
export function act<Element, S extends Signal>(group: Group<Element>, g: Element, type: TypeOf<S>, x: S): S;
export function act<Element>(
  group: Group<Element>,
  g: Element,
  type: FeatureType | GraphType | PointsType,
  x: Signal,
): Signal {
  if (type.kind === 'graph') {
    const graph = x as Graph;
    return renameNodes(permutationOf(group, g, graph.h.shape[1], 'a graph'), graph);
  }
  if (type.kind === 'points') return moveAndRename(group, g, x as Points);
  if (type.kind === 'vector') return tf.clone(x as Tensor);
  if (type.kind === 'array') return actOnAxes(group, g, type, x as Tensor);
  if (type.kind === 'set' || type.kind === 'pairs') return actOnElements(group, g, type, x as Tensor);
  if (!isFiniteGroup(group)) {
    throw new Error(`${group.name} does not move the pixels of ${describeType(type)}; test with Cₙ or Dₙ.`);
  }
  return actOnPixels(group, g as number, type, x as Tensor);
}

function actOnPixels(group: FiniteGroup, g: number, type: PixelType, x: Tensor): Tensor {
  if (g === 0) return tf.clone(x);
  return tf.tidy(() => {
    const [batch, height, width, depth] = (x as Tensor4D).shape;
    const places = tf.reshape(x, [batch, -1, type.channels]); // [B, HW|G|, C]
    const sources = tf.tensor1d(sourcesOf(group, g, [height, width], type.kind === 'regular'), 'int32');
    const turned = group.elements[g].matrix[0] === 0 ? [width, height] : [height, width];
    return tf.reshape(tf.gather(places, sources, 1), [batch, ...turned, depth]);
  });
}

function actOnElements<Element>(
  group: Group<Element>,
  g: Element,
  type: SetType | PairsType,
  x: Tensor,
): Tensor {
  const permutation = permutationOf(group, g, x.shape[1]!, describeType(type));
  return permuteAxes(permutation, x, type.kind === 'set' ? [1] : [1, 2]);
}

function actOnAxes<Element>(group: Group<Element>, g: Element, type: ArrayType, x: Tensor): Tensor {
  assertHolds(type, x.shape, `the action of ${group.name}`);
  return tf.tidy(() => {
    const first = x.rank - type.axes.length;
    return type.axes.reduce<Tensor>((moved, axis, index) => {
      if (typeof axis === 'number') return moved;
      if (axis.group.name !== group.name) {
        throw new Error(
          `${describeType(type)} belongs to ${axis.group.name}; ${group.name} does not act on it.`,
        );
      }
      const { matrix, shift } = axis as Action<Element>;
      return applyAlongAxis(matrix(g), shift?.(g), moved, first + index);
    }, tf.clone(x));
  });
}

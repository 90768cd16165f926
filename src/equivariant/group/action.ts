import * as tf from '#tensor';
import type { Tensor, Tensor4D } from '#tensor';
import { assertHolds, describeType } from '../layers/feature-type.ts';
import type { ArrayType, FeatureType, PairsType, PixelType, SetType } from '../layers/feature-type.ts';
import type { Matrix } from '../linear/matrix.ts';
import type { Action } from '../representation/representation.ts';
import { isFiniteGroup } from './finite-group.ts';
import type { FiniteGroup } from './finite-group.ts';
import type { Group } from './group.ts';
import { sourcesOf } from './sources.ts';

/**
 * Acts on a batch as its type says.
 *
 * On images (g f)(x) = f(g⁻¹ x), on regular feature maps (g f)(x, h) = f(g⁻¹ x, g⁻¹ h): values move, and none changes,
 * bit for bit. On sets (σ x)ᵢ = x at σ⁻¹(i), and on pairs so for both indices. On arrays x ↦ ρ(g) x + t(g) along each axis with an action, in float32. On vectors g f = f.
 *
 * @param x [B, H, W, width], [B, size] or [B, …, d₁, d₂, …]; a quarter turn exchanges H and W
 * @returns a tensor of its own, the caller's
 * @throws when the type belongs to another group, or to none that moves pixels
 */
export function act<Element>(group: Group<Element>, g: Element, type: FeatureType, x: Tensor): Tensor {
  if (type.kind === 'vector') return tf.clone(x);
  if (type.kind === 'array') return actOnAxes(group, g, type, x);
  if (type.kind === 'set' || type.kind === 'pairs') return actOnElements(group, g, type, x);
  if (!isFiniteGroup(group)) {
    throw new Error(`${group.name} does not move the pixels of ${describeType(type)}; test with Cₙ or Dₙ.`);
  }
  return actOnPixels(group, g as number, type, x);
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
  const n = x.shape[1];
  const inverse: unknown = group.invert(g);
  if (!Array.isArray(inverse) || inverse.length !== n || typeof inverse[0] !== 'number') {
    throw new Error(
      `${group.name} does not permute the ${n} elements of ${describeType(type)}; test with symmetricGroup(${n}).`,
    );
  }
  return tf.tidy(() => {
    const sources = tf.tensor1d(inverse as number[], 'int32');
    const moved = tf.gather(x, sources, 1);
    return type.kind === 'set' ? moved : tf.gather(moved, sources, 2);
  });
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

/** x ↦ Mx + t along one axis of a tensor, the caller's. */
function applyAlongAxis(
  matrix: Matrix,
  shift: readonly number[] | undefined,
  x: Tensor,
  axis: number,
): Tensor {
  return tf.tidy(() => {
    const order = x.shape.map((_, index) => index);
    [order[axis], order[x.rank - 1]] = [x.rank - 1, axis]; // its own inverse
    const swapped = tf.transpose(x, order); // […, d]
    const rows = tf.reshape(swapped, [-1, matrix.length]); // [N, d]
    const mapped = tf.matMul(rows as tf.Tensor2D, tf.tensor2d(matrix as number[][]), false, true); // [N, d]
    const moved = shift ? tf.add(mapped, tf.tensor1d([...shift])) : mapped;
    return tf.transpose(tf.reshape(moved, swapped.shape), order);
  });
}

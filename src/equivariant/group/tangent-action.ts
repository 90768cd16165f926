import * as tf from '#tensor';
import type { Tensor } from '#tensor';
import { describeType } from '../layers/feature-type.ts';
import type { FeatureType } from '../layers/feature-type.ts';
import type { GraphType, Points, PointsType, Signal } from '../layers/signal.ts';
import type { Matrix } from '../linear/matrix.ts';
import { applyAlongAxis } from './along-axis.ts';
import { linearPart, translationPart } from './euclidean.ts';
import type { LieGroup } from './group.ts';
import { assertMoves } from './motion.ts';

/**
 * The velocity with which exp(tX) starts to move a signal: d/dt act(exp tX, x) at t = 0, for X in the Lie algebra.
 *
 * On arrays Σ dρ(X) x + dt(X) over the axes with an action (Leibniz' rule), on points dx = Ax + b and dv = Av with
 * X = [A b; 0 0].
 *
 * @returns the parts that move, by name (`x` for a tensor); the caller owns them. Empty where nothing moves
 * @throws when the group does not act on the type by one-parameter families
 */
export function tangentAction(
  group: LieGroup,
  tangent: Matrix,
  type: FeatureType | GraphType | PointsType,
  x: Signal,
): Readonly<Record<string, Tensor>> {
  if (type.kind === 'vector') return {};
  if (type.kind === 'points') return moveTangent(group, tangent, x as Points);
  if (type.kind !== 'array') {
    throw new Error(
      `${group.name} has no smooth action on ${type.kind === 'graph' ? 'a graph' : describeType(type)}; ` +
        'the local error is for arrays of representations and for points.',
    );
  }
  const array = x as Tensor;
  const first = array.rank - type.axes.length;
  const terms = type.axes.flatMap((axis, index) => {
    if (typeof axis === 'number') return [];
    if (axis.group.name !== group.name || !axis.derivative) {
      throw new Error(
        `${describeType(type)} has no derivative along ${group.name}; give its actions one, or test with its own group.`,
      );
    }
    return [applyAlongAxis(axis.derivative(tangent), axis.shiftDerivative?.(tangent), array, first + index)];
  });
  if (terms.length === 0) return {};
  return { x: tf.tidy(() => terms.reduce((sum, term) => tf.add(sum, term))) };
}

function moveTangent(group: LieGroup, tangent: Matrix, points: Points): Record<string, Tensor> {
  assertMoves(group, points);
  const { x, v } = points;
  const affine = tangent.length > group.space;
  const a = affine ? linearPart(tangent) : tangent;
  return {
    x: applyAlongAxis(a, affine ? translationPart(tangent) : undefined, x, 2),
    ...(v && { v: applyAlongAxis(a, undefined, v, 2) }),
  };
}

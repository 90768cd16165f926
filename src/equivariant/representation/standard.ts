/** Representations by the matrices that define the group. */
import { linearPart, translationPart } from '../group/euclidean.ts';
import type { FiniteGroup } from '../group/finite-group.ts';
import type { LieGroup } from '../group/group.ts';
import { determinant } from '../linear/matrix.ts';
import type { Matrix } from '../linear/matrix.ts';
import type { Action, Representation } from './representation.ts';

/**
 * SO(n) or O(n) on the vectors of n-space, x ↦ Qx.
 *
 * @example
 * ```ts
 * import { SO3, standardRepresentation } from '#equivariant';
 *
 * const rho = standardRepresentation(SO3);
 * ({ name: rho.name, dimension: rho.dimension });
 * ```
 */
export const standardRepresentation = (group: LieGroup): Representation<Matrix> => ({
  name: 'vector',
  group,
  dimension: group.identity.length,
  matrix: (g) => g,
  derivative: (tangent) => tangent,
});

/**
 * Cₙ or Dₙ on (row, column) offsets, as it moves pixels.
 *
 * @example
 * ```ts
 * import { cyclicGroup, planeRepresentation } from '#equivariant';
 *
 * planeRepresentation(cyclicGroup(8)).matrix(1); // 45°
 * ```
 */
export const planeRepresentation = (group: FiniteGroup): Representation<number> => ({
  name: 'plane',
  group,
  dimension: 2,
  matrix(g) {
    const [a, b, c, d] = group.elements[g].matrix;
    return [
      [a, b],
      [c, d],
    ];
  },
});

/**
 * E(n) on the points of n-space, x ↦ Qx + t: an action that is not linear.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { euclideanGroup, pointAction } from '#equivariant';
 *
 * const group = euclideanGroup(2);
 * const g = group.random(random(seed));
 * const place = pointAction(group);
 * ({ turned: place.matrix(g), shifted: place.shift?.(g) });
 * ```
 */
export const pointAction = (group: LieGroup): Action<Matrix> => ({
  name: 'point',
  group,
  dimension: group.identity.length - 1,
  matrix: linearPart,
  shift: translationPart,
  derivative: linearPart,
  shiftDerivative: translationPart,
});

/**
 * E(n) on differences of points and on velocities, x ↦ Qx: translations do nothing to them.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { directionRepresentation, euclideanGroup } from '#equivariant';
 *
 * const group = euclideanGroup(2);
 * directionRepresentation(group).matrix(group.random(random(seed))); // no translation moves a velocity
 * ```
 */
export const directionRepresentation = (group: LieGroup): Representation<Matrix> => ({
  name: 'direction',
  group,
  dimension: group.identity.length - 1,
  matrix: linearPart,
  derivative: linearPart,
});

/**
 * O(n) on a number that a reflection negates, x ↦ det(Q) x: a volume with its sign, a handedness.
 *
 * @example
 * ```ts
 * import { determinantRepresentation, O2 } from '#equivariant';
 *
 * const [reflection] = O2.components;
 * determinantRepresentation(O2).matrix(reflection);
 * ```
 */
export const determinantRepresentation = (group: LieGroup): Representation<Matrix> => ({
  name: 'determinant',
  group,
  dimension: 1,
  matrix: (g) => [[determinant(g) < 0 ? -1 : 1]],
  derivative: () => [[0]],
});

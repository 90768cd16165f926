import * as tf from '#tensor';
import type { Random, Tensor2D, Tensor3D } from '#tensor';
import { assertCounts } from './count.ts';
import { oneHot } from './one-hot.ts';
import { drawRotation, rotate } from './random-rotation.ts';

/**
 * Bodies whose surfaces, or in the case of helices whose curves, points are drawn from; in the order of the labels.
 *
 * @example
 * ```ts
 * import { SHAPES } from '#data';
 *
 * [...SHAPES];
 * ```
 */
export const SHAPES = ['tetrahedron', 'cube', 'octahedron', 'sphere', 'left helix', 'right helix'] as const;
/** One of `SHAPES`. */
export type Shape = (typeof SHAPES)[number];

/** Options of `drawPointClouds`. */
export interface PointCloudOptions {
  /** Clouds. */
  readonly count: number;
  /** Points in a cloud. Default 32. */
  readonly points?: number;
  /** Classes, in the order of the labels. Default: the four convex bodies. */
  readonly shapes?: readonly Shape[];
  /** Turns each cloud by a Haar-random rotation. Default true. */
  readonly turned?: boolean;
  /** Standard deviation of what is added to each coordinate, where 1 is the radius of the body. Default 0.02. */
  readonly noise?: number;
}

/** Labelled point clouds; whoever drew them disposes them. */
export type PointClouds = {
  /** [count, points, 3] */
  readonly x: Tensor3D;
  /** One-hot, [count, shapes] */
  readonly labels: Tensor2D;
};

type Point = readonly number[];

/**
 * Draws point clouds: uniformly from the surface of a body, of which each class is as likely.
 *
 * Corners lie on the unit sphere; a helix makes two turns about its axis, radius ½ and height 2. A left helix is the
 * mirror image of a right one: no model that is invariant under reflections can tell them apart. Synthetic, after the
 * surface samples of ModelNet (Wu et al. 2015, arXiv:1406.5670), which is too large to carry.
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawPointClouds } from '#data';
 *
 * const clouds = drawPointClouds({ count: 5, shapes: ['left helix', 'right helix'] }, random(seed));
 * ({ x: clouds.x.shape, labels: Array.from(clouds.labels.dataSync()) });
 * ```
 */
export function drawPointClouds(options: PointCloudOptions, random: Random): PointClouds {
  const { count, points = 32, shapes = SHAPES.slice(0, 4), turned = true, noise = 0.02 } = options;
  assertCounts({ count, points, 'the number of shapes': shapes.length });
  const coordinates = new Float32Array(count * points * 3);
  const labels: number[] = [];
  for (let cloud = 0; cloud < count; cloud++) {
    const draws = random.fork(`cloud ${cloud}`);
    const label = draws.integer(0, shapes.length);
    labels.push(label);
    const rotation = drawRotation(draws.fork('rotation'));
    for (let i = 0; i < points; i++) {
      const point = drawFrom(shapes[label], draws);
      const placed = turned ? rotate(rotation, point) : point;
      coordinates.set(
        placed.map((value) => value + noise * draws.normal()),
        (cloud * points + i) * 3,
      );
    }
  }
  return { x: tf.tensor3d(coordinates, [count, points, 3]), labels: oneHot(labels, shapes.length) };
}

const THIRD = 1 / Math.sqrt(3);
const TETRAHEDRON: readonly Point[] = [
  [THIRD, THIRD, THIRD],
  [THIRD, -THIRD, -THIRD],
  [-THIRD, THIRD, -THIRD],
  [-THIRD, -THIRD, THIRD],
];

function drawFrom(shape: Shape, random: Random): Point {
  switch (shape) {
    case 'sphere': {
      const direction = [random.normal(), random.normal(), random.normal()];
      const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
      return direction.map((value) => value / length);
    }
    case 'cube': {
      const [axis, side] = [random.integer(0, 3), random.integer(0, 2)];
      return [0, 1, 2].map((i) => THIRD * (i === axis ? 2 * side - 1 : 2 * random.uniform() - 1));
    }
    case 'tetrahedron': {
      const opposite = random.integer(0, 4);
      return drawFromTriangle(
        TETRAHEDRON.filter((_, corner) => corner !== opposite),
        random,
      );
    }
    case 'octahedron':
      return drawFromTriangle(
        [0, 1, 2].map((axis) => {
          const side = 2 * random.integer(0, 2) - 1;
          return [0, 1, 2].map((i) => (i === axis ? side : 0));
        }),
        random,
      );
    case 'left helix':
    case 'right helix': {
      const along = random.uniform();
      const { cos, sin } = tf.turn(720 * along);
      return [0.5 * cos, shape === 'left helix' ? -0.5 * sin : 0.5 * sin, 2 * along - 1];
    }
  }
}

/** A point of a triangle, every one with the same chance: weights 1 − √u, √u(1 − v), √u v of the corners. */
function drawFromTriangle([a, b, c]: readonly Point[], random: Random): Point {
  const [root, v] = [Math.sqrt(random.uniform()), random.uniform()];
  return a.map((value, i) => (1 - root) * value + root * (1 - v) * b[i] + root * v * c[i]);
}

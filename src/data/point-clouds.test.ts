import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { drawPointClouds } from './point-clouds.ts';
import type { Shape } from './point-clouds.ts';

beforeAll(() => startNodeBackend());

describe('drawPointClouds', () => {
  const still = (shape: Shape): number[][] => {
    const { x } = drawPointClouds(
      { count: 1, points: 200, shapes: [shape], turned: false, noise: 0 },
      tf.random(1),
    );
    return x.arraySync()[0];
  };
  const [third, faces] = [1 / Math.sqrt(3), [[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]]; // prettier-ignore

  it.each<[Shape, (p: number[]) => number, number]>([
    ['sphere', ([x, y, z]) => Math.hypot(x, y, z), 1],
    ['cube', (p) => Math.max(...p.map(Math.abs)), third],
    ['octahedron', ([x, y, z]) => Math.abs(x) + Math.abs(y) + Math.abs(z), 1],
    [
      'tetrahedron',
      (p) => Math.max(...faces.map((face) => -third * face.reduce((sum, f, i) => sum + f * p[i], 0))),
      1 / 3,
    ],
    [
      'right helix',
      ([x, y, z]) => Math.hypot(x - 0.5 * Math.cos(2 * Math.PI * z), y - 0.5 * Math.sin(2 * Math.PI * z)),
      0,
    ],
    [
      'left helix',
      ([x, y, z]) => Math.hypot(x - 0.5 * Math.cos(2 * Math.PI * z), y + 0.5 * Math.sin(2 * Math.PI * z)),
      0,
    ],
  ])('points of a %s lie on it, about its middle', (shape, level, value) => {
    const points = still(shape);
    for (const point of points) expect(level(point)).toBeCloseTo(value, 5);
    for (const axis of [0, 1, 2]) {
      const mean = points.reduce((sum, point) => sum + point[axis], 0) / points.length;
      expect(Math.abs(mean)).toBeLessThan((4 * 0.58) / Math.sqrt(200)); // four standard errors; no coordinate has a variance above ⅓
    }
  });

  it('turning keeps distances from the middle, and moves every cloud in its own way', () => {
    const options = { count: 4, points: 8, shapes: ['cube'] as const, noise: 0 };
    const turned = drawPointClouds(options, tf.random(1)).x;
    const upright = drawPointClouds({ ...options, turned: false }, tf.random(1)).x;
    const [a, b] = [tf.norm(turned, 2).dataSync(), tf.norm(upright, 2).dataSync()];
    a.forEach((length, i) => expect(length).toBeCloseTo(b[i], 5));
    expect([...turned.dataSync()]).not.toEqual([...upright.dataSync()]);
  });

  it('labels say the shape', () => {
    const { x, labels } = drawPointClouds({ count: 40, shapes: ['sphere', 'cube'], noise: 0 }, tf.random(3));
    const radii = tf.norm(x, 2).arraySync() as number[][];
    (labels.arraySync() as number[][]).forEach((row, cloud) => {
      const round = radii[cloud].every((radius) => Math.abs(radius - 1) < 1e-5);
      expect(row).toEqual(round ? [1, 0] : [0, 1]);
    });
  });
});

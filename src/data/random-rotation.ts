import type { Random } from '#tensor';

/** A 3 × 3 matrix, row by row. */
export type Rotation = readonly (readonly [number, number, number])[];

/**
 * A rotation of space from Haar's law, every one with the same chance: that of a unit quaternion of four normal draws.
 *
 * + − × ÷ and √ alone, so the bits are the same in every engine. Shoemake, Graphics Gems III (1992), p. 124.
 */
export function drawRotation(random: Random): Rotation {
  const drawn = Array.from({ length: 4 }, () => random.normal());
  const length = Math.sqrt(drawn.reduce((sum, value) => sum + value * value, 0));
  const [w, x, y, z] = drawn.map((value) => value / length);
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
}

/** Rx */
export const rotate = (rotation: Rotation, point: readonly number[]): number[] =>
  rotation.map((row) => row[0] * point[0] + row[1] * point[1] + row[2] * point[2]);

import { beforeAll, describe, expect, it } from 'vitest';
import { act, C4, image } from '#equivariant';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { rotateImages } from './rotate-images.ts';
import { turn } from '#tensor';

beforeAll(() => startNodeBackend());

const noise = (length: number): Float32Array => {
  const random = tf.random(1);
  return Float32Array.from({ length }, () => random.uniform());
};

describe('turn', () => {
  it('is (cos, sin) to an ulp or two of Math.cos and Math.sin, over ±720°', () => {
    for (let degrees = -720; degrees <= 720; degrees += 0.37) {
      const radians = ((degrees % 360) * Math.PI) / 180;
      // 2e-15: Math's own argument is rounded by up to 4e-16 at 2π, and a wrong octant is wrong by far more.
      expect(Math.abs(turn(degrees).cos - Math.cos(radians))).toBeLessThan(2e-15);
      expect(Math.abs(turn(degrees).sin - Math.sin(radians))).toBeLessThan(2e-15);
    }
  });

  it('is exact at right angles, and refuses what is no angle', () => {
    expect(
      [0, 90, 180, 270, -90].map((degrees) => turn(degrees)).map(({ cos, sin }) => [cos + 0, sin + 0]),
    ).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
      [0, -1],
    ]);
    expect(() => turn(NaN)).toThrow('give a finite number of degrees');
  });
});

describe('rotateImages', () => {
  it.each([
    [0, 0],
    [90, 1],
    [180, 2],
    [270, 3],
    [-90, 3],
    [450, 1],
  ])('by %i° is, bit for bit, element %i of C4', (degrees, g) => {
    const images = noise(2 * 5 * 5);
    const byGroup = act(C4, g, image(1), tf.tensor4d(images, [2, 5, 5, 1])).dataSync();
    expect([...rotateImages(images, degrees, 5)]).toEqual([...byGroup]);
  });

  it('turns a plane a·row + b·column as the matrix does: bilinear interpolation keeps planes', () => {
    const [size, centre, a, b] = [21, 10, 0.3, -0.7];
    const plane = (slopeRow: number, slopeColumn: number): Float32Array =>
      Float32Array.from({ length: size * size }, (_, index) => {
        const [row, column] = [Math.floor(index / size) - centre, (index % size) - centre];
        return slopeRow * row + slopeColumn * column;
      });
    for (const degrees of [10, 45, 73, -160]) {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      // f(g⁻¹x) with g⁻¹ = [[cos, sin], [−sin, cos]] on (row, column)
      const expected = plane(a * cos - b * sin, a * sin + b * cos);
      const turned = rotateImages(plane(a, b), degrees, size);
      const wrongWay = rotateImages(plane(a, b), -degrees, size);
      let [worst, twin] = [0, 0];
      for (let row = 4; row <= 16; row++) {
        for (let column = 4; column <= 16; column++) {
          const index = row * size + column; // within the circle that never leaves the image
          worst = Math.max(worst, Math.abs(turned[index] - expected[index]));
          twin = Math.max(twin, Math.abs(wrongWay[index] - expected[index]));
        }
      }
      expect(worst).toBeLessThan(2e-6); // float32 planes of size 10
      expect(twin).toBeGreaterThan(0.1);
    }
  });

  it('takes 0 outside: at 45° the corners are empty', () => {
    const turned = rotateImages(new Float32Array(28 * 28).fill(1), 45);
    expect([turned[0], turned[27], turned[28 * 14 + 14]]).toEqual([0, 0, expect.closeTo(1, 6)]);
  });

  it('refuses images of another size', () => {
    expect(() => rotateImages(new Float32Array(10), 90)).toThrow('no whole number of 28 × 28 images');
  });
});

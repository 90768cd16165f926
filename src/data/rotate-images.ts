import { turn } from '#tensor';

/**
 * Turns square images about their centre, counter-clockwise: (g f)(x) = f(g⁻¹ x).
 *
 * Multiples of 90° move whole pixels, and no value changes. Any other angle interpolates between the four nearest
 * pixels (bilinear), takes 0 outside the image, and so loses something: turning back does not give the image again.
 *
 * @param images [count · size · size], row by row
 * @param degrees 90 turns as `np.rot90(image)` and as element 1 of C4 do
 * @param size side of an image, pixels. Default 28
 * @returns new images, same layout
 *
 * @example
 * ```ts
 * import { rotateImages } from '#data';
 *
 * const bar = Float32Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0);
 * Array.from(rotateImages(bar, 90, 3)); // it lies down
 * ```
 */
export function rotateImages(images: Float32Array, degrees: number, size = 28): Float32Array {
  const pixels = size * size;
  if (images.length % pixels !== 0) {
    throw new Error(
      `${images.length} numbers are no whole number of ${size} × ${size} images; give their size.`,
    );
  }
  const { cos, sin } = turn(degrees);
  const rotated = new Float32Array(images.length);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const target = row * size + column;
      for (const { pixel, weight } of sourcesOf(row, column, cos, sin, size)) {
        for (let start = 0; start < images.length; start += pixels) {
          rotated[start + target] += weight * images[start + pixel];
        }
      }
    }
  }
  return rotated;
}

/** The pixels, and how much of each, that land on (row, column): at most four, and one at multiples of 90°. */
function sourcesOf(row: number, column: number, cos: number, sin: number, size: number): PixelShare[] {
  const centre = (size - 1) / 2;
  const [y, x] = [row - centre, column - centre];
  const sourceRow = cos * y + sin * x + centre;
  const sourceColumn = cos * x - sin * y + centre;
  const [top, left] = [Math.floor(sourceRow), Math.floor(sourceColumn)];
  const [down, right] = [sourceRow - top, sourceColumn - left];
  const shares: PixelShare[] = [];
  for (const [r, rowWeight] of [
    [top, 1 - down],
    [top + 1, down],
  ] as const) {
    for (const [c, columnWeight] of [
      [left, 1 - right],
      [left + 1, right],
    ] as const) {
      const weight = rowWeight * columnWeight;
      const inside = r >= 0 && r < size && c >= 0 && c < size;
      if (inside && weight > 0) shares.push({ pixel: r * size + c, weight });
    }
  }
  return shares;
}

interface PixelShare {
  readonly pixel: number;
  readonly weight: number;
}

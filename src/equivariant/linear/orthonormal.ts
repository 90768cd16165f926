import type { Random } from '#tensor';

/** v · w */
const dot = (v: readonly number[], w: readonly number[]): number =>
  v.reduce((sum, entry, index) => sum + entry * w[index], 0);

/**
 * Draws n orthonormal vectors of ℝⁿ with no preferred direction: the law is Haar's on O(n).
 *
 * Gram–Schmidt on n Gaussian vectors, twice for the sake of rounding. Mezzadri, arXiv:math-ph/0609050.
 */
export function randomOrthonormal(n: number, random: Random): number[][] {
  const found: number[][] = [];
  while (found.length < n) {
    let vector = Array.from({ length: n }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of found) {
        const along = dot(vector, other);
        vector = vector.map((entry, index) => entry - along * other[index]);
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-6) found.push(vector.map((entry) => entry / length)); // shorter ones are mostly rounding
  }
  return found;
}

import * as tf from '#tensor';
import type { Random, Tensor3D, Tensor4D } from '#tensor';
import { assertCounts } from './count.ts';
import { moveChargedBodies } from './move-charged-bodies.ts';

/** Options of `drawChargedBodies`. */
export interface ChargedBodiesOptions {
  /** Systems. */
  readonly count: number;
  /** Bodies in a system. Default 5. */
  readonly bodies?: number;
  /** Dimensions of space. Default 3. */
  readonly dimension?: number;
  /** From the input to the target, units of time. Default 1. */
  readonly time?: number;
  /** Leapfrog steps in this time. Default 200: of 200 systems the energy was kept to 2e-5 in the median, 2e-2 at worst. */
  readonly steps?: number;
  /** ε of the softened distance. Default 0.1. */
  readonly softening?: number;
}

/** Systems of charged bodies now and later; whoever drew them disposes them. */
export type ChargedBodies = {
  /** Charges −1 or 1, [count, n, 1]. */
  readonly h: Tensor3D;
  /** Places and velocities now, [count, n, d] each. */
  readonly x: Tensor3D;
  readonly v: Tensor3D;
  /** qᵢ qⱼ for each pair, [count, n, n, 1]. */
  readonly a: Tensor4D;
  /** Places later: what is to be foretold; [count, n, d]. */
  readonly target: Tensor3D;
};

/**
 * Draws systems of charged bodies and where they will be: the n-body task of the E(n) literature.
 *
 * Charges ±1 with equal chance; places N(0, s²) in each coordinate with s = ∛(n/5), so that the density does not depend
 * on n; velocities of length ½ in a random direction. Kipf et al. 2018, arXiv:1802.04687; Satorras et al. 2021,
 * arXiv:2102.09844, section 5.1, of which the law is rotation-invariant only here (see `moveChargedBodies`).
 *
 * @example
 * ```ts
 * import { random } from '#tensor';
 * import { drawChargedBodies } from '#data';
 *
 * const batch = drawChargedBodies({ count: 8 }, random(seed));
 * ({ x: batch.x.shape, v: batch.v.shape, a: batch.a.shape, target: batch.target.shape });
 * ```
 */
export function drawChargedBodies(options: ChargedBodiesOptions, random: Random): ChargedBodies {
  const { count, bodies = 5, dimension = 3, time = 1, steps = 200, softening = 0.1 } = options;
  assertCounts({ count, bodies, dimension });
  const spread = cubeRoot(bodies / 5);
  const systems = Array.from({ length: count }, (_, system) => {
    const draws = random.fork(`system ${system}`);
    const charges = Array.from({ length: bodies }, () => 2 * draws.integer(0, 2) - 1);
    const vector = (): number[] => Array.from({ length: dimension }, () => draws.normal());
    const x = charges.map(() => vector().map((value) => spread * value));
    const v = charges.map(() => {
      const direction = vector();
      const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
      return direction.map((value) => (0.5 * value) / length);
    });
    const later = moveChargedBodies({ x, v }, { charges, time, steps, softening });
    return { charges, x, v, a: charges.map((q) => charges.map((other) => q * other)), target: later.x };
  });
  const rows = (part: 'x' | 'v' | 'target'): Tensor3D =>
    tf.tensor3d(
      systems.flatMap((system) => system[part].flat()),
      [count, bodies, dimension],
    );
  return {
    h: tf.tensor3d(
      systems.flatMap(({ charges }) => charges),
      [count, bodies, 1],
    ),
    x: rows('x'),
    v: rows('v'),
    a: tf.tensor4d(
      systems.flatMap(({ a }) => a.flat()),
      [count, bodies, bodies, 1],
    ),
    target: rows('target'),
  };
}

/** ∛x for x > 0 by Newton's method: Math.cbrt differs between engines. */
function cubeRoot(x: number): number {
  let root = x > 1 ? x : 1; // from above, Newton comes down without ever overshooting
  for (;;) {
    const next = root - (root - x / (root * root)) / 3;
    if (!(next < root)) return root;
    root = next;
  }
}

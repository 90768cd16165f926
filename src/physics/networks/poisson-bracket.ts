import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { columns, gradientOf } from './dynamics-network.ts';

/**
 * The Poisson bracket {F, G} = ∂F/∂q · ∂G/∂p − ∂F/∂p · ∂G/∂q at x = (q, p), [B, 2n] → [B, 1]: the rate at which F changes
 * along the motion that G generates.
 *
 * Differentiable with respect to whatever F and G are made of. `normalised` divides by |∇F| |∇G|, so that neither a
 * constant F nor a small one is rewarded: the result is then the cosine between ∇F and the motion, in [−1, 1].
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import type { Tensor2D } from '#tensor';
 * import { poissonBracket } from '#physics/networks';
 *
 * const x = tf.tensor2d([[0.3, 0.7]]);
 * const q = (at: Tensor2D) => tf.slice(at, [0, 0], [-1, 1]);
 * const p = (at: Tensor2D) => tf.slice(at, [0, 1], [-1, 1]);
 * const bracket = poissonBracket(q, p, x);
 * bracket.dataSync()[0]; // {q, p} = 1
 * ```
 */
export function poissonBracket(
  F: (x: Tensor2D) => Tensor2D,
  G: (x: Tensor2D) => Tensor2D,
  x: Tensor2D,
  { normalised = false }: { readonly normalised?: boolean } = {},
): Tensor2D {
  return tf.tidy(() => {
    const n = x.shape[1] / 2;
    const [f, g] = [gradientOf(F, x), gradientOf(G, x)]; // [B, 2n]
    const bracket: Tensor2D = tf.sub(
      rowProduct(columns(f, 0, n), columns(g, n, n)),
      rowProduct(columns(f, n, n), columns(g, 0, n)),
    );
    return normalised ? tf.div(bracket, sizeProduct(f, g)) : bracket;
  });
}

/**
 * The cosine between the gradients of two functions at x, [B, 2n] → [B, 1]: ±1 where one is a function of the other, so a
 * charge that is to be more than a function of the energy keeps it small. Differentiable like `poissonBracket`.
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import type { Tensor2D } from '#tensor';
 * import { gradientCosine } from '#physics/networks';
 *
 * const x = tf.tensor2d([[0.3, 0.7]]);
 * const energy = (at: Tensor2D) => tf.sum<Tensor2D>(tf.square(at), 1, true);
 * const twice = (at: Tensor2D) => tf.mul<Tensor2D>(energy(at), 2);
 * const cosine = gradientCosine(energy, twice, x);
 * cosine.dataSync()[0]; // nothing but a function of the energy
 * ```
 */
export function gradientCosine(
  F: (x: Tensor2D) => Tensor2D,
  G: (x: Tensor2D) => Tensor2D,
  x: Tensor2D,
): Tensor2D {
  return tf.tidy(() => {
    const [f, g] = [gradientOf(F, x), gradientOf(G, x)]; // [B, 2n]
    return tf.div(rowProduct(f, g), sizeProduct(f, g));
  });
}

/** a·b of each row: [B, 1]. */
const rowProduct = (a: Tensor2D, b: Tensor2D): Tensor2D => tf.sum(tf.mul(a, b), 1, true) as Tensor2D;

/** |a| |b| of each row: [B, 1]. The summand keeps 0/0 away: it is far below the square of any gradient in float32. */
const sizeProduct = (a: Tensor2D, b: Tensor2D): Tensor2D =>
  tf.sqrt(tf.add(tf.mul(rowProduct(a, a), rowProduct(b, b)), 1e-30));

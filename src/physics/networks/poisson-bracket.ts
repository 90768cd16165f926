import * as tf from '#tensor';
import type { Tensor2D } from '#tensor';
import { columns, gradientOf } from './dynamics-network.ts';

/**
 * The Poisson bracket {F, G} = ∂F/∂q · ∂G/∂p − ∂F/∂p · ∂G/∂q at x = (q, p), [B, 2n] → [B, 1]: the rate at which F changes
 * along the motion that G generates.
 *
 * Differentiable with respect to whatever F and G are made of. `normalised` divides by |∇F| |∇G|, so that neither a
 * constant F nor a small one is rewarded: the result is then the cosine between ∇F and the motion, in [−1, 1].
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
    const product = (a: Tensor2D, b: Tensor2D): Tensor2D => tf.sum(tf.mul(a, b), 1, true) as Tensor2D; // [B, 1]
    const bracket: Tensor2D = tf.sub(
      product(columns(f, 0, n), columns(g, n, n)),
      product(columns(f, n, n), columns(g, 0, n)),
    );
    if (!normalised) return bracket;
    // The square of float32's smallest normal number keeps 0/0 away, and changes nothing else.
    return tf.div(bracket, tf.sqrt(tf.add(tf.mul(product(f, f), product(g, g)), 1e-30)));
  });
}

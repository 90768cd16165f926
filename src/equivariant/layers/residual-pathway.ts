import * as tf from '#tensor';
import type { Parameters, Scalar } from '#tensor';
import { describeType } from './feature-type.ts';
import type { Layer } from './layer.ts';

/** Parameters of the two paths. */
export type PathwayParameters<E extends Parameters = Parameters, R extends Parameters = Parameters> = {
  readonly equivariant: E;
  readonly residual: R;
};

/**
 * Adds a free path to an equivariant one, so that symmetry is a preference and not a law: y = E(x) + R(x).
 *
 * With `pathwayPenalty`, a stricter prior on the free path makes the net use it only as far as the data ask for it.
 * Finzi, Benton & Wilson 2021, arXiv:2112.01388, section 4.
 *
 * @throws when the two do not take and give the same types
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { conv, denseImage, residualPathway } from '#equivariant';
 *
 * const shared = conv({ in: 1, out: 1, kernel: 3, padding: 1 });
 * const free = denseImage({ height: 5, width: 5, in: 1, out: 1 });
 * const both = residualPathway(shared, free);
 * const parameters = both.init(tf.random(seed));
 * ({ shared: tf.countParameters(parameters.equivariant), free: tf.countParameters(parameters.residual) });
 * ```
 */
export function residualPathway<E extends Parameters, R extends Parameters>(
  equivariant: Layer<E>,
  residual: Layer<R>,
): Layer<PathwayParameters<E, R>> {
  for (const side of ['inType', 'outType'] as const) {
    const [wanted, given] = [describeType(equivariant[side]), describeType(residual[side])];
    if (wanted !== given) {
      throw new Error(
        `residualPathway adds ${equivariant.name} and ${residual.name}, but their ${side}s are ${wanted} and ${given}; ` +
          'make them the same.',
      );
    }
  }
  const group = equivariant.group?.name ?? equivariant.symmetry?.group;
  return {
    name: `${equivariant.name} + ${residual.name}`,
    ...(group !== undefined && {
      symmetry: { group, exact: false, remark: 'preferred, and left where the residual path is not 0' },
    }),
    inType: equivariant.inType,
    outType: equivariant.outType,
    init: (random) => ({
      equivariant: equivariant.init(random.fork('equivariant')),
      residual: residual.init(random.fork('residual')),
    }),
    apply: (parameters, x) =>
      tf.tidy(() =>
        tf.add(equivariant.apply(parameters.equivariant, x), residual.apply(parameters.residual, x)),
      ),
  };
}

/**
 * The negative logarithm of the prior on both paths, up to a constant: Σ‖θ_E‖²/(2σ_E²) + Σ‖θ_R‖²/(2σ_R²).
 *
 * Add it to the loss, divided by the number of examples. arXiv:2112.01388.
 *
 * @param variances σ_E² and σ_R²; the smaller σ_R², the stronger the preference for symmetry. Default 1 and 0.01
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { pathwayPenalty } from '#equivariant';
 *
 * const weights = { equivariant: tf.tensor1d([1, 1]), residual: tf.tensor1d([0.1]) };
 * const penalty = pathwayPenalty(weights, { equivariant: 1, residual: 0.01 });
 * penalty.dataSync()[0]; // (1² + 1²)/2 + 0.1²/(2 · 0.01)
 * ```
 */
export function pathwayPenalty(
  parameters: PathwayParameters,
  variances: { readonly equivariant?: number; readonly residual?: number } = {},
): Scalar {
  const { equivariant = 1, residual = 0.01 } = variances;
  for (const [path, variance] of Object.entries({ equivariant, residual })) {
    if (!(variance > 0))
      throw new RangeError(`The variance of the ${path} path is ${variance}; give one above 0.`);
  }
  return tf.tidy(() => {
    const squares = (tree: Parameters): Scalar =>
      tf
        .leaves(tree)
        .map((leaf) => tf.sum(tf.square(leaf)))
        .reduce((sum, term) => tf.add(sum, term), tf.scalar(0)) as Scalar;
    return tf.add(
      tf.mul(squares(parameters.equivariant), 0.5 / equivariant),
      tf.mul(squares(parameters.residual), 0.5 / residual),
    ) as Scalar;
  });
}
